import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { OriginFacts, Row } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { quietly } from './use-rows.ts'

/** A line to bring into sight; `at` makes a second wish for the same line a new one. */
export interface Wish {
  readonly line: number
  readonly at: number
}

/** What is pointed at on the right, and where that stood on the left. */
export interface Pointing {
  readonly row: Signal<Row | undefined>
  readonly origin: Signal<OriginFacts | undefined>
  /** Of the left side, and of the right. */
  readonly wishes: {
    readonly before: Signal<Wish | undefined>
    readonly after: Signal<Wish | undefined>
  }
  point(row: Row): Promise<void>
  stepTo(line: number): void
}

/** Follows what a person points at, in one block at a time. */
export function usePointing(model: Model, block: string): Pointing {
  const row = useSignal<Row | undefined>(undefined)
  const origin = useSignal<OriginFacts | undefined>(undefined)
  const wishes = {
    before: useSignal<Wish | undefined>(undefined),
    after: useSignal<Wish | undefined>(undefined),
  }
  const count = useRef(0)
  useEffect(() => {
    row.value = undefined
    origin.value = undefined
  }, [block, model.outcome.value])
  return {
    row,
    origin,
    wishes,
    point: async (pointed) => {
      row.value = pointed
      const found = await originOf(model, block, pointed)
      if (row.value !== pointed) return
      origin.value = found
      if (found !== undefined) wishes.before.value = { line: found.from, at: ++count.current }
    },
    stepTo: (line) => {
      wishes.after.value = { line, at: ++count.current }
    },
  }
}

async function originOf(model: Model, block: string, row: Row): Promise<OriginFacts | undefined> {
  const { kind, line, gap, text } = row
  if (kind === 'recalled') return { from: line, to: line, isExact: true }
  if (gap?.unit === 'lines') return { from: gap.from, to: gap.to, isExact: true }
  if (kind === 'header' || kind === 'marker') return undefined
  return await quietly(model.engine().origin({ block, line, text }))
}

/** What is told of the row that is pointed at. */
export function originText(row: Row | undefined, origin: OriginFacts | undefined): string {
  if (row === undefined) return 'Point at a row on the right to see where it came from.'
  if (row.kind === 'header') {
    return 'The header says how to read what follows, and holds a checksum of the original.'
  }
  if (row.kind === 'marker') {
    return 'The marker names the ref under which the model can recall the original.'
  }
  if (origin === undefined) return `Row ${row.line}: its place in the original is not known.`
  const { from, to, isExact } = origin
  const lines = from === to ? `line ${from}` : `lines ${from}–${to}`
  return `Row ${row.line} ← ${lines} of the original${isExact ? '' : ', found by its words'}`
}
