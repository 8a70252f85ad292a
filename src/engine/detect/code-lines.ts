/** Places looked at, evenly spread, and lines taken at each. */
const PLACES = 4
const TAKEN = 32
/** Lines and characters passed over at a place in search of code. */
const MOST_PASSED = 160
const REACH = 12_000
/** Only a line's beginning and end tell. */
const LONGEST = 400

/** Lines from all over a text, in order; comments over several lines are passed over. The cost is bounded. */
export function codeLines(text: string): readonly string[] {
  const lines: string[] = []
  let at = 0
  for (let place = 0; place < PLACES; place++) {
    const from = Math.max(at, Math.floor((place * text.length) / PLACES))
    const start = from === at ? at : lineBehind(text, from)
    at = takeLines(text, start, lines)
  }
  return lines
}

function lineBehind(text: string, from: number): number {
  const breakAt = text.slice(from, from + REACH).indexOf('\n')
  return breakAt === -1 ? text.length : from + breakAt + 1
}

function takeLines(text: string, from: number, lines: string[]): number {
  const last = Math.min(text.length, from + REACH)
  let closing: string | undefined
  let taken = 0
  let at = from
  for (let passed = 0; passed < MOST_PASSED && taken < TAKEN && at < last; passed++) {
    const breakAt = text.indexOf('\n', at)
    const end = breakAt === -1 ? text.length : breakAt
    const line = text.slice(at, Math.min(end, at + LONGEST))
    at = end + 1
    if (closing !== undefined) {
      if (line.includes(closing)) closing = undefined
      continue
    }
    closing = closingOf(line)
    if (closing === undefined && line.trim() === '') continue
    lines.push(line)
    taken++
  }
  return at
}

/** What ends the comment or documenting string that the line opens and does not close. */
function closingOf(line: string): string | undefined {
  const [, opening] =
    /^\s{0,80}(?:\d{1,7}[:→\t| ]{1,3})?\s{0,80}(?:[rRuU]?("""|''')|\/\*)/.exec(line) ?? []
  const closing =
    opening ?? (/^\s{0,80}(?:\d{1,7}[:→\t| ]{1,3})?\s{0,80}\/\*/.test(line) ? '*/' : undefined)
  if (closing === undefined) return undefined
  const opened = line.indexOf(opening ?? '/*') + 2
  return line.includes(closing, opened) ? undefined : closing
}
