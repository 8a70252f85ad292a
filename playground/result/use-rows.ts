import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Row, Side } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { type Scroller, scrollerFor } from './scroller.ts'

/** Which text is to be shown where. */
export interface RowsRequest {
  readonly model: Model
  readonly block: string
  readonly side: Side
  readonly place: RefObject<HTMLElement>
}

/** The rows in sight, and where they stand. */
export interface ShownRows {
  readonly scroller: ReadonlySignal<Scroller>
  readonly shown: ReadonlySignal<{ readonly from: number; readonly rows: readonly Row[] }>
  /** To be called when the place was scrolled. */
  refresh(): void
  /** Scrolls so that a line comes into sight. */
  show(line: number): Promise<void>
}

/** Rows beyond the edges that are ready before they are scrolled to. */
const MARGIN = 12

/** Asks the worker for the rows in sight, whenever place, text or width change. */
export function useRows({ model, block, side, place }: RowsRequest): ShownRows {
  const scroller = useSignal<Scroller>(scrollerFor(0, 18, 400))
  const shown = useSignal<ShownRows['shown']['value']>({ from: 0, rows: [] })
  const columns = useSignal(0)
  /** Grows with every wish, so that an older answer is dropped. */
  const turn = useRef(0)

  const refresh = async (): Promise<void> => {
    const element = place.current
    if (element === null || columns.value === 0) return
    const mine = ++turn.current
    const first = scroller.value.rowAt(element.scrollTop)
    const from = Math.max(0, first - MARGIN)
    const to = first + scroller.value.inSight + MARGIN
    const view = { block, side, columns: columns.value }
    const rows = await quietly(model.engine().rows(view, from, to))
    if (rows !== undefined && mine === turn.current) shown.value = { from, rows }
  }
  const measure = async (wide: number): Promise<void> => {
    const element = place.current
    if (element === null || wide === 0) return
    const rows = await quietly(model.engine().layout({ block, side, columns: wide }))
    if (rows === undefined) return
    scroller.value = scrollerFor(rows, rowHeightOf(element), element.clientHeight)
    await refresh()
  }
  useEffect(() => watchSize(place, columns), [])
  useEffect(() => {
    place.current?.scrollTo(0, 0)
  }, [block])
  useSignalEffect(() => {
    const _changed = model.version.value
    void measure(columns.value)
  })
  useEffect(() => void measure(columns.value), [block])
  return {
    scroller,
    shown,
    refresh: () => void refresh(),
    show: async (line) => {
      const row = await quietly(model.engine().rowOf({ block, side, columns: columns.value }, line))
      const element = place.current
      if (row === undefined || element === null) return
      const first = scroller.value.rowAt(element.scrollTop)
      const isInSight = row > first && row < first + scroller.value.inSight - 3
      if (!isInSight) element.scrollTo(0, scroller.value.topFor(row - 3))
    },
  }
}

/** A call that was overtaken has nothing to say. */
export async function quietly<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call
  } catch {
    return undefined
  }
}

/** Keeps the number of columns that fit up to date; there are none while the place is not shown. */
function watchSize(place: RefObject<HTMLElement>, columns: { value: number }): () => void {
  const element = place.current
  if (element === null) return () => undefined
  const measure = (): void => {
    Object.assign(columns, { value: element.clientWidth === 0 ? 0 : columnsIn(element) })
  }
  const observer = new ResizeObserver(measure)
  observer.observe(element)
  measure()
  return () => observer.disconnect()
}

/** Room for line numbers and a scroll bar, in columns. */
const EDGE = 9
const FEWEST_COLUMNS = 20

function columnsIn(element: HTMLElement): number {
  const probe = document.createElement('span')
  probe.textContent = '0'.repeat(100)
  probe.className = 'probe'
  element.append(probe)
  const width = probe.getBoundingClientRect().width / 100
  probe.remove()
  return Math.max(FEWEST_COLUMNS, Math.floor(element.clientWidth / width) - EDGE)
}

function rowHeightOf(element: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(element).lineHeight) || 18
}
