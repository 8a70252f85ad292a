import type { Finding } from './run-facts.ts'

/** What of a finding's first line and those below it tells which it is and where it stands. */
export interface FindingText {
  readonly head: number
  readonly line: string
  /** The line `n` below. */
  next(n: number): string
  /** The file that a heading above names, and that heading's line. */
  readonly file: { readonly name: string; readonly line: number } | undefined
}

/** Reads a finding's rule and place. */
export function diagnose({ head, line, next, file }: FindingText): Finding {
  const placed = PLACED.exec(line)
  if (placed !== null) {
    const [whole, path = '', number = ''] = placed
    return {
      head,
      rule: ruleOf(line.slice(whole.length)),
      place: `${path}:${number}`,
      placeLine: -1,
    }
  }
  const listed = LISTED.exec(line)
  if (listed !== null) {
    const place = file === undefined ? `${listed[1]}` : `${file.name}:${listed[1]}`
    const rule = ruleOf(line.slice(listed[0].length))
    return { head, rule, place, placeLine: file?.line ?? -1 }
  }
  for (const below of [1, 2]) {
    const place = BELOW.exec(next(below))?.[1]
    if (place !== undefined) return { head, rule: ruleOf(line), place, placeLine: head + below }
  }
  return { head, rule: ruleOf(line), place: '', placeLine: -1 }
}

/** `file:12:5:`, `file(12,5):`. */
const PLACED = /^((?:[A-Za-z]:)?[^\s:()]{1,250})(?::|\()(\d{1,7})(?:[:,]\d{1,6})?\)?(?: ?: ?| - )/
/** eslint's `  12:5  error`. */
const LISTED = /^\s{1,8}(\d{1,7}):\d{1,6}\s{1,20}/
/** rustc's and ruff's ` --> file:12:5` below the message. */
const BELOW = /^\s{0,12}(?:-->|❯|╭─\[) {0,2}([^\s:]{1,250}:\d{1,7})/

/** A rule's name: `-Wunused`, `no-undef`, `TS2322`, `E0308`, `F401`, `clippy::…`. */
const NAMED_RULE =
  /\[(-W[\w=+-]{1,60}|-f[\w-]{1,60}|[a-z][\w-]{1,60})\]\s*$|^(?:fatal )?(?:error|warning|note)?:? ?\[?([A-Z]{1,5}\d{2,5})\b|\(([a-z][\w-]{2,60})\)\s*$|\S {2,}([@a-z][\w@/-]{1,80})\s*$|^\[([a-z][\w-]{1,40})\] /
const LONGEST_RULE = 70

function ruleOf(message: string): string {
  const text = message.slice(0, 400)
  const named = NAMED_RULE.exec(text)
  const name = named === null ? undefined : named.slice(1).find((group) => group !== undefined)
  if (name !== undefined) return name
  return text
    .replace(/[‘'"`“][^’'"`”]{0,200}[’'"`”]/g, '…')
    .replace(/\d{1,30}/g, '…')
    .trim()
    .slice(0, LONGEST_RULE)
}
