import { type DiffLine, diffLineOf, type Within } from './diff-line.ts'

/** Characters looked at, from the start, the middle and the end of a text. */
const WINDOW = 12_000
/** Only a line's beginning tells. */
const LINE_LOOKED_AT = 500
/** Lines that only together prove something must be as many. */
const FEWEST_SIGNS = 3
/** Per cent of lines that must belong to a diff or a history. */
const LEAST_SHARE = 60
/** Where no line is proof by itself, nearly all must agree. */
const LEAST_SHARE_OF_SIGNS = 85

/** Confidence, 0 … 100, that a text is a patch or a history: what diff, git diff, show, log and blame print. */
export function recognizeDiff(text: string): number {
  if (!MAY_BE.test(text.slice(0, WINDOW)) && !text.includes('\n@@ -')) return 0
  const lines = linesOf(text)
  const count = (role: DiffLine['role']): number =>
    lines.filter((line) => line.role === role).length
  const [proofs, signs, parts] = [count('proof'), count('sign'), count('part')]
  const all = lines.length - count('blank')
  const share = Math.floor(((proofs + signs + parts) * 100) / Math.max(1, all))
  if (proofs > 0) return share < LEAST_SHARE ? 0 : 60 + Math.floor((share * 40) / 100)
  const agreed = Math.floor(((signs + parts) * 100) / Math.max(1, all))
  return signs < FEWEST_SIGNS || agreed < LEAST_SHARE_OF_SIGNS ? 0 : Math.min(99, agreed)
}

/** A quick no for most texts: the beginnings of the lines that count. */
const MAY_BE =
  /(?:^|\n)(?:diff |@@|[*|/\\ _]{0,40}commit [0-9a-f]{7}|\^?[0-9a-f]{7,40} |[*|/\\ _]{1,40}[0-9a-f]{7,40} |From [0-9a-f]{40} |changeset: |r\d{1,9} \| |\*{15}\r?\n| \S[^\n|]{0,400} \| |[AMDTURC]\d{0,3}\t|(?:\d{1,9}|-)\t(?:\d{1,9}|-)\t|:\d{6} |\d{1,9}(?:,\d{1,9})?[acd]\d|\S[^\n]{0,100} \(\d{1,9}\):\r?\n|Only in |Index: \S)/

function linesOf(text: string): readonly DiffLine[] {
  const lines: DiffLine[] = []
  for (const { start, end } of windowsOf(text)) {
    let within: Within = 'nothing'
    let at = start
    while (at < end) {
      const next = text.indexOf('\n', at)
      const stop = next === -1 ? text.length : next
      const source = text.slice(at, Math.min(stop, at + LINE_LOOKED_AT))
      const line = diffLineOf(source.endsWith('\r') ? source.slice(0, -1) : source, within)
      lines.push(line)
      within = line.within
      at = stop + 1
    }
  }
  return lines
}

/** Whole texts that are short; of long ones the start, and two stretches that begin with a head. */
function windowsOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  if (text.length <= 3 * WINDOW) return [{ start: 0, end: text.length }]
  const windows = [{ start: 0, end: WINDOW }]
  for (const from of [Math.floor(text.length / 2), text.length - WINDOW]) {
    const reach = text.slice(from, from + WINDOW)
    const head = reach.search(/\n(?:diff |@@|commit |\^?[0-9a-f]{7,40} | \S[^\n|]{0,400} \| )/)
    if (head !== -1)
      windows.push({ start: from + head + 1, end: Math.min(text.length, from + WINDOW) })
  }
  return windows
}
