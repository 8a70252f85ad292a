/** Places looked at, evenly spread, and lines taken at each. */
const PLACES = 4
const TAKEN = 16
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
  const enough = lines.length + TAKEN
  let closing: string | undefined
  let at = from
  for (let passed = 0; passed < MOST_PASSED && lines.length < enough && at < last; passed++) {
    const breakAt = text.indexOf('\n', at)
    const end = breakAt === -1 ? text.length : breakAt
    const line = text.slice(at, Math.min(end, at + LONGEST))
    at = end + 1
    if (closing === undefined) {
      closing = closingOf(line, lines.at(-1) ?? '')
      if (line.trim() !== '') lines.push(line)
    } else if (line.includes(closing)) closing = undefined
  }
  return at
}

/** What ends the comment or documenting string that the line opens and does not close. */
function closingOf(line: string, above: string): string | undefined {
  const text = line.replace(NUMBER, '').trim()
  if (text.startsWith('/*')) return text.includes('*/', 2) ? undefined : '*/'
  const opening = /^[rRuU]?("""|''')/.exec(text)?.[1]
  if (opening === undefined || text.indexOf(opening, 4) !== -1) return undefined
  // Alone on its line it ends a string, unless the line above begins a block.
  return text === opening && !above.trimEnd().endsWith(':') ? undefined : opening
}

/** The number that a view shows before a line. */
const NUMBER = /^ {0,8}\d{1,7}(?:[:→\t]| ?\| ?)/
