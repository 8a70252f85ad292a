import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Row, Side } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { RowLine } from './row-line.tsx'
import type { Wish } from './use-pointing.ts'
import { useRows } from './use-rows.ts'
import { useSegments } from './use-segments.ts'

/** What one pane shows and tells the other. */
export interface PaneProps {
  readonly model: Model
  readonly block: string
  readonly side: Side
  readonly title: string
  /** Lines of this side to mark, counted from 1. */
  readonly marked: { readonly from: number; readonly to: number } | undefined
  readonly wish: Wish | undefined
  readonly showsTokens: boolean
  readonly onRow?: (row: Row) => void
  readonly onPick?: (row: Row) => void
}

/** A text of any length: only rows in sight exist. */
export function TextPane(props: PaneProps): JSX.Element {
  const { model, block, side, title, marked, wish, showsTokens, onRow, onPick } = props
  const place = useRef<HTMLElement>(null)
  const { scroller, shown, refresh, show } = useRows({ model, block, side, place })
  const { from, rows } = shown.value
  const segments = useSegments(model, rows, showsTokens)
  useEffect(() => {
    if (wish !== undefined) void show(wish.line)
  }, [wish?.at])
  const onKey = (event: KeyboardEvent): void => {
    const row = rowAfterKey(event.key, rows, marked?.from)
    if (row === undefined || onRow === undefined) return
    event.preventDefault()
    onRow(row)
    void show(row.line)
  }
  const top = scroller.value.offsetOf(from, place.current?.scrollTop ?? 0)
  return (
    <section
      ref={place}
      class="text-pane"
      data-side={side}
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      onScroll={refresh}
      onKeyDown={(event) => onKey(event)}
    >
      <div class="spacer" style={{ height: `${scroller.value.height}px` }}>
        <div class="rows" style={{ transform: `translateY(${top}px)` }}>
          {rows.map((row, at) => (
            <RowLine
              key={from + at}
              row={row}
              isMarked={isWithin(row, marked)}
              segments={segments.get(row.text)}
              onEnter={onRow}
              onPick={onPick}
            />
          ))}
        </div>
      </div>
    </section>
  )
}

/** The arrow keys go from line to line. */
function rowAfterKey(key: string, rows: readonly Row[], line: number | undefined): Row | undefined {
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined
  const starts = rows.filter(({ isStart, kind }) => isStart && kind !== 'recalled')
  const at = starts.findIndex((row) => row.line === line)
  return at === -1 ? starts[0] : starts[at + (key === 'ArrowDown' ? 1 : -1)]
}

function isWithin({ line, kind }: Row, marked: PaneProps['marked']): boolean {
  return marked !== undefined && kind !== 'recalled' && line >= marked.from && line <= marked.to
}
