/** What stands where something was left out: place and number in the source's own units. */
export interface Gap {
  readonly unit: 'lines' | 'rows'
  /** First and last unit left out, counted from 1. */
  readonly from: number
  readonly to: number
  /** Exact facts about what is hidden; one line, may be empty. */
  readonly summary: string
}

/** U+2026 after the bracket: never the start of a JSON value, and rare at the start of a line. */
const GAP_OPENING = '[… '

/** One line without its break, e.g. `[… rows 4-40 (37) left out: level ERROR 12 of 51]`. */
export function printGap({ unit, from, to, summary }: Gap): string {
  const facts = summary === '' ? '' : `: ${summary}`
  return `${GAP_OPENING}${unit} ${from}-${to} (${to - from + 1}) left out${facts}]`
}

const GAP = /^\[… (lines|rows) (\d{1,9})-(\d{1,9}) \((\d{1,9})\) left out(?:: (.+))?\]$/

/** `undefined` for every line that `printGap` would not write. */
export function parseGap(line: string): Gap | undefined {
  const [, unit, first, last, size, summary = ''] = GAP.exec(line) ?? []
  if (unit !== 'lines' && unit !== 'rows') return undefined
  const [from, to] = [Number(first), Number(last)]
  return to - from + 1 === Number(size) ? { unit, from, to, summary } : undefined
}
