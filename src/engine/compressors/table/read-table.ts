/** How a table stands in its text. */
interface TableLayout {
  /** Between cells; `undefined` for the pipes of Markdown. */
  readonly separator: string | undefined
  /** False where the first line is a row like any other. */
  readonly hasHead: boolean
  /** The line below a Markdown table's head. */
  readonly rule: string | undefined
  readonly isCrlf: boolean
}

export interface ReadTable extends TableLayout {
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Lines below the table. */
  readonly rest: readonly string[]
}

const FEWEST_ROWS = 6
const MOST_COLUMNS = 200
/** Lines that may stand below a table: a count, an exit code, a note that the rest was cut. */
const MOST_LINES_BELOW = 4

/** Reads a text that is one table of equal rows, CSV, TSV or Markdown; `undefined` for any other. */
export function readTable(text: string): ReadTable | undefined {
  const first = text.slice(0, Math.max(0, text.indexOf('\n')))
  const isCrlf = first.endsWith('\r')
  const separator = separatorOf(isCrlf ? first.slice(0, -1) : first, text)
  if (separator === NONE) return undefined
  const lines = text.split(isCrlf ? '\r\n' : '\n')
  const head = cellsOf(lines[0] ?? '', separator) ?? []
  const rule = separator === undefined ? lines[1] : undefined
  const start = rule === undefined ? 1 : 2
  const rows = rowsFrom(lines, {
    start,
    width: head.length,
    cellsOf: (line) => cellsOf(line, separator),
  })
  const rest = lines.slice(start + rows.length)
  if (rows.length < FEWEST_ROWS || head.length > MOST_COLUMNS || !isShort(rest)) return undefined
  const hasHead = rule !== undefined || isHead(head)
  const names = hasHead ? head : head.map((_, at) => `c${at + 1}`)
  return { separator, hasHead, rule, isCrlf, names, rows: hasHead ? rows : [head, ...rows], rest }
}

function isShort(rest: readonly string[]): boolean {
  return rest.length <= MOST_LINES_BELOW && !rest.some((line) => line.includes('\n'))
}

interface RowReader {
  readonly start: number
  readonly width: number
  cellsOf(line: string): readonly string[] | undefined
}

/** The rows from `start` on, up to the first line that is none. */
function rowsFrom(
  lines: readonly string[],
  { start, width, cellsOf: read }: RowReader,
): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = []
  for (let at = start; at < lines.length; at++) {
    const cells = read(lines[at] ?? '')
    if (cells?.length !== width) break
    rows.push(cells)
  }
  return rows
}

const SEPARATORS = [',', '\t', ';', '|']
const NONE = ''
/** Rows that must agree on a separator. */
const WITNESSES = 5

/** `undefined` for Markdown; the empty string where no separator parts the first lines alike. */
function separatorOf(first: string, text: string): string | undefined {
  const lines = text.slice(0, WITNESS_LENGTH).split('\n').slice(0, WITNESSES)
  if (lines.length < WITNESSES) return NONE
  if (RULE.test(lines[1]?.trimEnd() ?? '') && cellsOf(first, undefined) !== undefined)
    return undefined
  const fits = (separator: string): boolean => {
    const count = fieldsOf(first, separator).length
    return count > 1 && lines.every((line) => fieldsOf(line, separator).length === count)
  }
  return SEPARATORS.find(fits) ?? NONE
}

const WITNESS_LENGTH = 20_000
const RULE = /^\|[-:| ]+\|$/

function cellsOf(line: string, separator: string | undefined): readonly string[] | undefined {
  if (separator !== undefined) return fieldsOf(line, separator)
  const isRow = line.length >= 5 && line.startsWith('| ') && line.endsWith(' |')
  const cells = isRow ? line.slice(2, -2).split(' | ') : []
  return cells.length > 1 ? cells : undefined
}

/** Cuts a line where the separator stands outside quotes; joined again, the fields are the line. */
function fieldsOf(line: string, separator: string): readonly string[] {
  if (!line.includes('"')) return line.split(separator)
  const fields: string[] = []
  let [start, isQuoted] = [0, false]
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at)
    if (sign === '"') isQuoted = !isQuoted
    if (sign !== separator || isQuoted) continue
    fields.push(line.slice(start, at))
    start = at + 1
  }
  return [...fields, line.slice(start)]
}

/** Names are no numbers, and each is another. */
function isHead(cells: readonly string[]): boolean {
  return new Set(cells).size === cells.length && !cells.some((cell) => /^[-+\d."]*$/.test(cell))
}
