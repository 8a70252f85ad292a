import { parsePacked } from '../../text/packed-header.ts'

/** How the form `again` spells what it says; its grammar is in docs/packed-again.md. */
export const FORM = 'again'

/** A tool result above that lines are taken from. */
export interface Source {
  /** `A` … `Z`. */
  readonly name: string
  /** 1 for the tool result just above. */
  readonly above: number
  /** Its call, for the reader alone. */
  readonly call: string
}

export function printSource({ name, above, call }: Source): string {
  const results = above === 1 ? 'tool result' : 'tool results'
  return `[${name}: ${call === '' ? '' : `${call}, `}${above} ${results} above]`
}

const SOURCE = /^\[([A-Z]): (?:(.*), )?(\d{1,7}) tool results? above\]$/
/** A name of a call, and the words around it. */
const LONGEST_SOURCE = 200

export function parseSource(line: string): Source | undefined {
  if (line.length > LONGEST_SOURCE) return undefined
  const [, name, call = '', above] = SOURCE.exec(line) ?? []
  return name === undefined ? undefined : { name, above: Number(above), call }
}

/** Lines that stand above. */
export interface Reference {
  readonly name: string
  /** Counted from 1, as the source's original counts; absent: all of it. */
  readonly lines?: { readonly from: number; readonly to: number }
  /** What every line's own number is larger by; 0 for lines that are the same. */
  readonly shift: number
}

export function printReference({ name, lines, shift }: Reference): string {
  if (lines === undefined) return `[all of ${name}]`
  const { from, to } = lines
  const what = from === to ? `line ${from}` : `lines ${from}-${to}`
  const sign = shift < 0 ? '-' : '+'
  return `[${what} of ${name}${shift === 0 ? '' : `, numbered ${sign}${Math.abs(shift)}`}]`
}

const REFERENCE =
  /^\[(?:all of ([A-Z])|lines? (\d{1,9})(?:-(\d{1,9}))? of ([A-Z])(?:, numbered ([+-]\d{1,9}))?)\]$/

export function parseReference(line: string): Reference | undefined {
  const [, whole, from, to = from, name, shift = '0'] = REFERENCE.exec(line) ?? []
  if (whole !== undefined) return { name: whole, shift: 0 }
  if (name === undefined) return undefined
  return { name, lines: { from: Number(from), to: Number(to) }, shift: Number(shift) }
}

/** Says that so many lines below are a packed text of their own. */
export function printPart(lines: number): string {
  return `[the next ${lines} lines are packed]`
}

/** How many lines a part takes. */
export function parsePart(line: string): number | undefined {
  const [, lines] = /^\[the next (\d{1,9}) lines are packed\]$/.exec(line) ?? []
  return lines === undefined ? undefined : Number(lines)
}

/** True for lines of a text that read like ours, or like one of ours that is escaped. */
export function needsEscape(line: string): boolean {
  return /^\\*\[(?:all of |lines? |the next |[A-Z]: )/.test(line)
}

/** The same line of a file that has `by` more lines above it; `undefined` where it bears no number. */
export function renumbered(line: string, by: number): string | undefined {
  const [, blanks = '', digits, rest = ''] = NUMBERED.exec(line) ?? []
  if (digits === undefined) return undefined
  const number = String(Number(digits) + by)
  const width = blanks === '' ? 0 : blanks.length + digits.length
  return number.padStart(width) + rest
}

/** The number that a line bears at its start. */
export function lineNumberOf(line: string): number | undefined {
  const digits = NUMBERED.exec(line)?.[2]
  return digits === undefined ? undefined : Number(digits)
}

/** As `cat -n`, `nl` and file tools number: blanks, digits, and a mark before the text. */
const NUMBERED = /^( *)(\d{1,9})([\t→:|].*)$/s

/** The body of a packed text of this form, its lines apart; `undefined` for every other text. */
export function readForm(
  packed: string,
):
  | { readonly lines: readonly string[]; readonly isTerminated: boolean; readonly check: string }
  | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== FORM) return undefined
  const { body, check } = parsed
  const isTerminated = body.endsWith('\n')
  return { lines: (isTerminated ? body.slice(0, -1) : body).split('\n'), isTerminated, check }
}
