import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Row } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { quietly } from './use-rows.ts'

/** Rows as tokens, by text; rows come as they are cut. */
export type Segments = ReadonlyMap<string, readonly string[]>

/** Cuts the rows in sight into tokens, where that is wished. */
export function useSegments(model: Model, rows: readonly Row[], isWished: boolean): Segments {
  const known = useSignal<Segments>(new Map())
  useEffect(() => {
    if (!isWished) return
    const texts = [...new Set(rows.map(({ text }) => text))]
    const missing = texts.filter((text) => !known.value.has(text))
    if (missing.length === 0) return
    void quietly(model.engine().segments(missing)).then((cut) => {
      const added = missing.map((text, at) => [text, cut?.[at] ?? [text]] as const)
      known.value = new Map([...known.value, ...added])
    })
  }, [rows, isWished])
  // Another model counts otherwise.
  useEffect(() => {
    known.value = new Map()
  }, [model.outcome.value])
  return isWished ? known.value : new Map()
}
