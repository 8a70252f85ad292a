/** A text's lines as numbers: equal lines have equal numbers. */
export interface LineIds {
  readonly count: number
  readonly ids: Int32Array
  /** Start of each line, and one past the last line's break. */
  readonly starts: Int32Array
  /** False when the last line has no break; it then stands for itself. */
  readonly isTerminated: boolean
}

/** Numbers the lines of a text; `\n` alone ends a line. */
export function lineIdsOf(text: string): LineIds {
  const isTerminated = text.endsWith('\n')
  let count = isTerminated ? 0 : 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  const ids = new Int32Array(count)
  const starts = new Int32Array(count + 1)
  const known = new Map<string, number>()
  let start = 0
  for (let line = 0; line < count; line++) {
    starts[line] = start
    const breakAt = text.indexOf('\n', start)
    const end = breakAt === -1 ? text.length : breakAt
    const content = text.slice(start, end)
    const id = known.get(content) ?? known.size
    known.set(content, id)
    ids[line] = id
    start = end + 1
  }
  starts[count] = start
  return { count, ids, starts, isTerminated }
}
