/**
 * Tells whether a tool is one of those named. `*` in a name stands for any letters; a name is also known
 * behind the prefix that a client puts before it (`mcp__files__read`), which ends in no letter or digit.
 */
export function toolMatcher(names: readonly string[]): (tool: string) => boolean {
  const patterns = names.map((name) => name.split('*'))
  return (tool) => patterns.some((pieces) => matches(tool, pieces))
}

/** Pieces in their order, the last one at the end; the first at the start, or behind a joint. */
function matches(tool: string, pieces: readonly string[]): boolean {
  const [first = '', ...others] = pieces
  for (let start = tool.indexOf(first); start !== -1; start = tool.indexOf(first, start + 1)) {
    if (isStart(tool, start) && endsWith(tool, start + first.length, others)) return true
    if (start === tool.length) return false
  }
  return false
}

function isStart(tool: string, at: number): boolean {
  return at === 0 || /[^A-Za-z0-9]/.test(tool.charAt(at - 1))
}

/** Each piece as early as it can stand, which leaves most to those behind it; the last at the end. */
function endsWith(tool: string, from: number, pieces: readonly string[]): boolean {
  const last = pieces.at(-1)
  if (last === undefined) return from === tool.length
  let at = from
  for (const piece of pieces.slice(0, -1)) {
    const found = tool.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return tool.length - last.length >= at && tool.endsWith(last)
}
