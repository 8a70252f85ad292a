import type { Earlier, EarlierBlock } from '../../contracts/earlier.ts'
import { parsePacked } from '../../text/packed-header.ts'

/** How the form `again` spells what it says; its grammar is in docs/packed-again.md. */
export const FORM = 'again'

/** A tool result above that lines are taken from, or what the model itself said in a call. */
export interface Source {
  /** `A` … `Z`. */
  readonly name: string
  /** 1 for the tool result, or the call, just above. */
  readonly above: number
  /** Its call, for the reader alone. */
  readonly call: string
  /** Which argument of that call, by its path; absent for tool results. */
  readonly argument?: string | undefined
}

/** How a block above is told, in a result below so many results and calls. */
export function sourceOf(
  { number, call, argument }: EarlierBlock,
  name: string,
  { count, calls }: Pick<Earlier, 'count' | 'calls'>,
): Source {
  const above = (argument === undefined ? count : calls) + 1 - number
  return { name, above, call, argument }
}

/** The block that a source means. */
export function blockOf({ above, argument }: Source, earlier: Earlier): EarlierBlock | undefined {
  return argument === undefined
    ? earlier.block(earlier.count + 1 - above)
    : earlier.argument(earlier.calls + 1 - above, argument)
}

export function printSource({ name, above, call, argument }: Source): string {
  const many = above === 1 ? '' : 's'
  if (argument === undefined) {
    return `[${name}: ${call === '' ? '' : `${call}, `}${above} tool result${many} above]`
  }
  return `[${name}: ${JSON.stringify(argument)} of your call ${call}, ${above} call${many} above]`
}

const SOURCE = /^\[([A-Z]): (?:(.*), )?(\d{1,7}) (tool result|call)s? above\]$/
/** Of what a call says. */
const ARGUMENT = /^("(?:[^"\\]|\\.)*") of your call (.*)$/
/** A name of a call, and the words around it. */
const LONGEST_SOURCE = 400

export function parseSource(line: string): Source | undefined {
  if (line.length > LONGEST_SOURCE) return undefined
  const [, name, said = '', above, what] = SOURCE.exec(line) ?? []
  if (name === undefined) return undefined
  if (what !== 'call') return { name, above: Number(above), call: said }
  const [, argument, call = ''] = ARGUMENT.exec(said) ?? []
  const path = argument === undefined ? undefined : unquoted(argument)
  return path === undefined ? undefined : { name, above: Number(above), call, argument: path }
}

function unquoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Lines that stand above. */
export interface Reference {
  readonly name: string
  /** Counted from 1, as the source's original counts; absent: all of it. */
  readonly lines?: { readonly from: number; readonly to: number }
  readonly numbers: Numbers
  /** How the first and the last of them begin, for the reader alone: where they stand in another form. */
  readonly ends?: readonly [string, string] | undefined
}

/** Characters that tell a line. */
const LONGEST_END = 32

/**
 * How the line numbers of lines differ from those above: each is larger by so much, or has been put
 * before its line, beginning with this one.
 */
export type Numbers = { readonly by: number } | { readonly first: string }

export const SAME_NUMBERS: Numbers = { by: 0 }

export function printReference({ name, lines, numbers, ends }: Reference): string {
  if (lines === undefined) return `[all of ${name}]`
  const { from, to } = lines
  const what = from === to ? `line ${from}` : `lines ${from}-${to}`
  return `[${what} of ${name}${printEnds(ends)}${printNumbers(numbers)}]`
}

function printEnds(ends: Reference['ends']): string {
  if (ends === undefined) return ''
  const [first, last] = ends.map((line) => JSON.stringify(line.trim().slice(0, LONGEST_END).trim()))
  return first === last ? ` (${first})` : ` (${first} to ${last})`
}

function printNumbers(numbers: Numbers): string {
  if ('first' in numbers) return `, numbered from ${JSON.stringify(numbers.first)}`
  const { by } = numbers
  return by === 0 ? '' : `, numbered ${by < 0 ? '-' : '+'}${Math.abs(by)}`
}

const REFERENCE =
  /^\[(?:all of ([A-Z])|lines? (\d{1,9})(?:-(\d{1,9}))? of ([A-Z])(?: \("[^\n]{0,400}"\))?(?:, numbered (?:([+-]\d{1,9})|from ("[^"]{1,24}")))?)\]$/

export function parseReference(line: string): Reference | undefined {
  const [, whole, from, to = from, name, shift = '0', first] = REFERENCE.exec(line) ?? []
  if (whole !== undefined) return { name: whole, numbers: SAME_NUMBERS }
  const label = first === undefined ? undefined : unquoted(first)
  if (name === undefined || (first !== undefined && label === undefined)) return undefined
  const numbers = label === undefined ? { by: Number(shift) } : { first: label }
  return { name, lines: { from: Number(from), to: Number(to) }, numbers }
}

/** A line of the source as it stands here, the `nth` of its reference from 0; `undefined` where that can't be. */
export function withNumbers(line: string, numbers: Numbers, nth: number): string | undefined {
  if ('by' in numbers) return numbers.by === 0 ? line : renumbered(line, numbers.by)
  const label = numberFurther(numbers.first, nth)
  return label === undefined ? undefined : label + line
}

/** A line number as file tools print it, that many lines further down. */
export function numberFurther(label: string, lines: number): string | undefined {
  const [, blanks = '', digits, mark = ''] = LABEL.exec(label) ?? []
  if (digits === undefined) return undefined
  const width = blanks === '' ? 0 : blanks.length + digits.length
  return String(Number(digits) + lines).padStart(width) + mark
}

/** The numbers of a reference that begins so many lines further down. */
export function numbersFurther(numbers: Numbers, lines: number): Numbers {
  if ('by' in numbers) return numbers
  return { first: numberFurther(numbers.first, lines) ?? numbers.first }
}

/** Blanks, digits and a mark: all that stands before a line. */
const LABEL = /^( {0,12})(\d{1,9})([\t→:|])$/

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
function renumbered(line: string, by: number): string | undefined {
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
