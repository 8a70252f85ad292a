/** A source file as a tool shows it: perhaps with a number before each line. Lines end at `\n`. */
export interface SourceView {
  readonly text: string
  readonly count: number
  /** Start of each line of `text`; one more entry, beyond the last line's break. */
  readonly starts: Int32Array
  /** The file's own text: line for line that of `text`, without numbers and what is no line of the file. */
  readonly source: string
  readonly sourceStarts: Int32Array
  /** The file's number of each line, 0 for lines that are not the file's; absent where none are shown. */
  readonly numbers: Int32Array | undefined
}

/** Reads a view line by line; linear. */
export function sourceViewOf(text: string): SourceView {
  const starts = lineStartsOf(text)
  const count = starts.length - 1
  const separator = separatorOf(text, starts)
  const numbered = separator === undefined ? undefined : withoutNumbers(text, starts, separator)
  if (numbered === undefined) {
    const source = text.charCodeAt(0) === BYTE_ORDER_MARK ? ` ${text.slice(1)}` : text
    return { text, count, starts, source, sourceStarts: starts, numbers: undefined }
  }
  const { source, numbers } = numbered
  return { text, count, starts, source, sourceStarts: lineStartsOf(source), numbers }
}

const BYTE_ORDER_MARK = 0xfeff

/** The line that holds the offset. `starts` are a view's line starts. */
export function lineHolding(starts: Int32Array, offset: number): number {
  let [low, high] = [0, starts.length - 2]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

function lineStartsOf(text: string): Int32Array {
  let count = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  const starts = new Int32Array(count + 1)
  for (let line = 1; line <= count; line++) {
    const end = text.indexOf('\n', starts[line - 1] ?? 0)
    starts[line] = end === -1 ? text.length + 1 : end + 1
  }
  return starts
}

/** What stands between number and line: as by `cat -n`, file tools, `rg -n ''`, `bat`. */
const NUMBERED = /^\s{0,8}(\d{1,7})(→|\t|: |:|\s?\| ?)/
/** A tool may say something above the first line. */
const LEADING_LINES = 8
/** Share of lines that must be numbered, in per cent. */
const LEAST_NUMBERED = 80

function separatorOf(text: string, starts: Int32Array): string | undefined {
  const found = new Map<string, number>()
  let last = 0
  for (let line = 0; line < Math.min(starts.length - 1, LEADING_LINES * 2); line++) {
    const [, number = '', separator = ''] = NUMBERED.exec(lineHead(text, starts, line)) ?? []
    if (separator === '') continue
    if (Number(number) <= last) return undefined
    last = Number(number)
    found.set(separator, (found.get(separator) ?? 0) + 1)
  }
  return commonest(found)
}

/** Empty lines of `12: ` views often lose the blank, so two of a kind are enough. */
function commonest(found: ReadonlyMap<string, number>): string | undefined {
  const [best] = [...found].sort(([, one], [, other]) => other - one)
  return best !== undefined && best[1] > 1 ? best[0] : undefined
}

function lineHead(text: string, starts: Int32Array, line: number): string {
  const start = starts[line] ?? 0
  return text.slice(start, Math.min(start + 24, (starts[line + 1] ?? 1) - 1))
}

function withoutNumbers(
  text: string,
  starts: Int32Array,
  separator: string,
): { readonly source: string; readonly numbers: Int32Array } | undefined {
  const count = starts.length - 1
  const numbers = new Int32Array(count)
  const lines: string[] = []
  let numbered = 0
  let last = 0
  for (let line = 0; line < count; line++) {
    const head = lineHead(text, starts, line)
    const number = numberOf(head, separator)
    const isNext = number !== undefined && number > last
    const start = (starts[line] ?? 0) + (isNext ? textAt(head, separator) : 0)
    const end = (starts[line + 1] ?? 1) - 1
    if (isNext) {
      numbers[line] = number
      last = number
      numbered++
    }
    lines.push(isNext ? text.slice(start, end) : '')
  }
  return numbered * 100 >= count * LEAST_NUMBERED
    ? { source: lines.join('\n'), numbers }
    : undefined
}

function numberOf(head: string, separator: string): number | undefined {
  const [, number, found] = NUMBERED.exec(head) ?? []
  if (number === undefined || found === undefined) return undefined
  return found.trim() === separator.trim() ? Number(number) : undefined
}

/** Where the file's line begins: behind the separator, as far as the line has it. */
function textAt(head: string, separator: string): number {
  const at = head.search(/[→\t:|]/) + 1
  return separator.endsWith(' ') && head[at] === ' ' ? at + 1 : at
}
