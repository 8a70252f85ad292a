import type { Slice } from './slice.ts'

/**
 * What the model reads of a slice: the text itself, below one line that says which part it is, unless it
 * is the whole; and where more follows, one line with the arguments that ask for it.
 */
export function sliceText(slice: Slice, hash: string): string {
  const { content, unit, position, total, truncated, next } = slice
  const isWhole =
    !truncated && position.from <= 1 && position.to === total && slice.list === undefined
  const found = slice.hits === undefined ? '' : `; ${slice.hits} match`
  const list =
    slice.list === undefined || slice.list === '' ? '' : ` of ${JSON.stringify(slice.list)}`
  const head =
    isWhole && slice.hits === undefined
      ? ''
      : `[${unit} ${position.from}-${position.to} of ${total}${list}${found}]\n`
  const more = next === undefined ? '' : `\n[more: ${JSON.stringify({ hash, ...next })}]`
  return head + content + more
}
