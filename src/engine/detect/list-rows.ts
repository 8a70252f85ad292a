import type { LineSample } from './line-sample.ts'

export interface RowForm {
  readonly pattern: RegExp
  /** Per cent of lines. */
  readonly least: number
}

/** Rows that say facts about files, packages, symbols and machines, whatever tool prints them. */
const FACT_ROWS: readonly RowForm[] = [
  // A mode, a kind and a digest, then a path; digests and paths alone are left as they are.
  {
    pattern:
      /^\d{6} (?:[a-z]{4,6} )?[0-9a-f]{40,64}(?:[ \t]{1,12}(?:\d{1,12}|-))?[ \t]{1,2}\S{1,400}$/,
    least: 95,
  },
  // What is loaded from where.
  {
    pattern:
      /^(?:\t| {1,8})?\S{1,200}(?: \([^()]{1,60}\))? => \S{1,300}(?: \(0x[0-9a-f]+\))?$|^\t\S{1,200} \(0x[0-9a-f]{4,20}\)$|^\/\S{1,300}:$/,
    least: 90,
  },
  // Symbols.
  { pattern: /^(?:[0-9a-f]{8,16}| {8,16}) [A-Za-z?] \S.{0,300}$|^\S{1,100}:$/, least: 90 },
  // Names and versions.
  { pattern: /^[A-Za-z@][\w.@/+-]{0,80} \((?:default: )?\d[^()]{0,80}\)$/, least: 90 },
  {
    pattern:
      /^(?:[\s│├└─┬|`+-]{0,60}|\d{0,3})[A-Za-z@][\w.@/+-]{0,80}[ @]v?\d{1,6}(?:\.[\w*+-]{1,30}){1,4}(?: \(.{0,120}\)|\s\S{1,40}){0,3}$/,
    least: 85,
  },
  // Fields of system files.
  { pattern: /^[\w.+-]{1,40}:[^:\s]{0,40}:\d{0,10}:[^\n]{0,200}$/, least: 92 },
  { pattern: /^[-a-zA-Z]{16,24} \S{1,300}$/, least: 95 },
  // A name, a colon, and its value apart from it.
  { pattern: /^\s{0,8}[A-Za-z][\w (),-]{0,50}:(?:\t| {2,60})\S[^;{}]{0,200}$/, least: 85 },
  { pattern: /^\s{0,8}(?:File|Size|Device|Access|Modify|Change|Birth):\s/, least: 90 },
  { pattern: /^\/\S{0,200}: (?:\/\S{1,300}|[A-Z][\w ]{2,60}(?:[:,].{1,200})?)$/, least: 95 },
  // What is owned by whom, and what it is in a few words.
  { pattern: /^[\w.,@+:-]{1,100}(?:, [\w.+:-]{1,80}){0,6}: \/\S{1,300}$/, least: 95 },
  { pattern: /^[A-Za-z][\w.+-]{1,80} - [A-Za-z].{0,200}[^.;:{]$/, least: 95 },
  // A key and its value; settings have sections and quotation marks.
  {
    pattern: /^[a-z][\w./-]{1,80} ?= ?[^"'\s[{(][^"'{}();]{0,200}$|^[a-z][\w./-]{1,80} ?=$/,
    least: 97,
  },
  {
    pattern:
      /^\s{0,8}(?:[A-Z][\w (),-]{0,50}|[\w-]{1,40} [\w (),-]{1,50})(?::|\t| {2,30}:)\s{1,40}[^\s{][^;{}]{0,200}$/,
    least: 85,
  },
  // Relations of packages.
  {
    pattern:
      /^\s{1,4}\|?(?:Pre)?(?:Depends|Suggests|Recommends|Conflicts|Breaks|Replaces|Enhances|Reverse Depends): \S{1,100}$/,
    least: 70,
  },
]

/**
 * Confidence, 0 … 100, that a text is a list by the shape of its rows, not by those of a tool: surer than
 * a table, less sure than a log.
 */
export function recognizeRows({ written }: LineSample): number {
  if (written.length < FEWEST_FACTS) return 0
  if (FACT_ROWS.some(({ pattern, least }) => areLike(written, pattern, least))) return FACTS
  if (written.length < FEWEST_ROWS) return 0
  if (isBelowCapitals(written)) return FACTS
  return arePathRows(written) || areNamesAbreast(written) ? PLACED : 0
}

const FEWEST_FACTS = 3
const FEWEST_ROWS = 6
const FACTS = 88
const PLACED = 78

/** True where at least so many per cent of the lines match; most texts are told by their first lines. */
export function areLike(lines: readonly string[], pattern: RegExp, least: number): boolean {
  let left = Math.floor((lines.length * (100 - least)) / 100)
  for (const line of lines) {
    if (pattern.test(line)) continue
    if (left === 0) return false
    left--
  }
  return true
}

/** Fields of a row at most. */
const MOST_FIELDS = 12
const LEAST_ALIKE = 90
const LEAST_PLACED = 80

/**
 * True for rows of one and the same number of fields, of which one is a path: facts about files. A single
 * field is no row.
 */
function arePathRows(lines: readonly string[]): boolean {
  if (!lines.slice(0, 5).some((line) => MAY_BE_ROW.test(line))) return false
  const counts = new Map<number, number>()
  let placed = 0
  for (const line of lines) {
    if (SENTENCE_END.test(line) || DIGEST.test(line)) continue
    const fields = line.trim().split(/\s{1,200}/, MOST_FIELDS + 1)
    counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
    if (fields.some((field) => PATH.test(field)) || isVersioned(fields)) placed++
  }
  const [most = 0, rows = 0] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? []
  return (
    most > 1 &&
    most <= MOST_FIELDS &&
    rows * 100 >= lines.length * LEAST_ALIKE &&
    placed * 100 >= lines.length * LEAST_PLACED
  )
}

/** A name, then nothing but versions, numbers and short words. */
function isVersioned([name = '', ...facts]: readonly string[]): boolean {
  return /^[a-z][\w.+@:-]{1,80}$/.test(name) && facts.some((fact) => VERSION.test(fact))
}

const VERSION = /^v?\d{1,6}(?:[.:]\d{1,9}){1,4}[\w.+~:-]{0,60}$/
/** Lists of digests are for machines. */
const DIGEST = /^[0-9a-fA-F]{32,128}\b/
const MAY_BE_ROW = /\S\s.{0,300}[/.]|\/.{0,300}\s\S/
const SENTENCE_END = /[.:;,{(]$|\w: \w|^["'[{#|]|^\S{1,200}:\d{1,7}:/
const PATH = /^\.{0,2}\/?[\w@.+~-]{1,100}(?:\/[\w@.+~-]{1,200}){1,30}\/?$|^\/[\w.-]{1,100}$/

/** True where the first row names columns in capitals, as tools of a system do, and rows have as many. */
function isBelowCapitals([head = '', ...rows]: readonly string[]): boolean {
  if (!CAPITALS.test(head)) return false
  const columns = fieldsOf(head)
  return rows.every((row) => fieldsOf(row) * 2 >= columns)
}

const CAPITALS =
  /^\s{0,20}[A-Z%#][A-Z0-9%#/_.-]{1,24}(?:\s{1,80}[A-Z%#][A-Z0-9%#/_.-]{0,24}){2,16}\s{0,80}$/

function fieldsOf(row: string): number {
  return row.trim().split(/\s{1,200}/).length
}

/** True for names side by side, in columns or behind commas: of files, commands, ciphers, packages. */
function areNamesAbreast(lines: readonly string[]): boolean {
  let [names, marked] = [0, 0]
  for (const line of lines) {
    const fields = line.trim().split(/,?\s{1,200}/)
    if (!fields.every((field) => NAME.test(field))) return false
    names += fields.length
    marked += fields.filter((field) => MARKED.test(field)).length
  }
  return names >= lines.length * 2 && marked * 3 >= names
}

const NAME = /^[A-Za-z_.][\w.+@-]{0,80},?$/
/** A name that is no word of a sentence and no number. */
const MARKED = /[a-z][-_.+@\d]\w|[A-Z][-_\d]\w|\d[a-z]{2}/
