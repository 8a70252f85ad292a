import type { JSX } from 'preact'
import type { Row } from '../engine/protocol.ts'

interface RowLineProps {
  readonly row: Row
  readonly isMarked: boolean
  /** The row cut into tokens, where they are to be seen. */
  readonly segments: readonly string[] | undefined
  readonly onEnter: ((row: Row) => void) | undefined
  readonly onPick: ((row: Row) => void) | undefined
}

/** One row: its line's number, or what opens it where lines were left out, and its text as text, so that pasted markup stays inert. */
export function RowLine({ row, isMarked, segments, onEnter, onPick }: RowLineProps): JSX.Element {
  const { kind, line, isStart, text, gap, isRightToLeft } = row
  const classes = ['row', kind, isMarked ? 'marked' : ''].join(' ').trim()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only shows more.
    <div class={classes} dir="ltr" onMouseEnter={() => onEnter?.(row)}>
      {gap !== undefined && onPick !== undefined ? (
        <button type="button" class="open-gap" onClick={() => onPick(row)}>
          open
        </button>
      ) : (
        <span class="line-number" aria-hidden="true">
          {isStart ? line : ''}
        </span>
      )}
      <span class="row-text" dir={isRightToLeft ? 'rtl' : 'ltr'}>
        {segments === undefined
          ? text || '\u200b'
          : segments.map((piece, at) => <i key={at}>{piece}</i>)}
      </span>
    </div>
  )
}
