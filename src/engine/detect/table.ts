import type { LineSample } from './line-sample.ts'

/** Fewer rows prove nothing. */
const FEWEST_ROWS = 4

/**
 * Confidence, 0 … 100, that lines are of a table: drawn with rules, separated by commas, tabs,
 * semicolons or bars, or aligned below the line that names its columns.
 */
export function recognizeTable({ text, written: rows }: LineSample): number {
  if (
    rows.length < FEWEST_ROWS ||
    rows.filter((row) => DUMPED.test(row)).length * 2 > rows.length
  ) {
    return 0
  }
  return Math.max(drawn(rows), separated(wholeRows(text, rows)), aligned(rows))
}

/** A dump of bytes: its columns are no table's. */
const DUMPED = /^[0-9a-f]{6,16}:? [\s0-9a-f]/

/** `+---+`, `|---|`, `----+----`, `┌─┬─┐`: rules, and rows with the bars that they cross. */
function drawn(rows: readonly string[]): number {
  if (!rows.slice(0, RULED_BY).some((row) => RULE.test(row))) return 0
  const barred = rows.filter((row) => BARRED.test(row) || RULE.test(row)).length
  const share = Math.floor((barred * 100) / rows.length)
  return share < 80 ? 0 : Math.min(96, share)
}

/** Rows among which the first rule stands. */
const RULED_BY = 8
const RULE =
  /^\s{0,20}(?:[|+]?[ :]?[-=]{1,300}[ :]?[|+][-=+| :]{0,2000}|[┌├└╔╠╚╒╞╘╭╰┏┡┣┗╟][─═━┬┼┴┐┤┘╤╦╪╬╧╩╗╣╝╕╡╛╮╯┳┻╇╋┓┩┫┛╢╫╥╨]{2,2000})$/
const BARRED =
  /^\s{0,20}[|│║┃].{1,2000}[|│║┃]\s{0,4}$|^.{1,2000}[ ][|│][ ]|^\(\d{1,9} rows?\)$|[|│] {0,300}$/

/** Rows as they are: their beginnings alone have not all cells. */
function wholeRows(text: string, rows: readonly string[]): readonly string[] {
  if (rows.every((row) => row.length < CUT)) return rows
  return text
    .slice(0, LOOKED_AT)
    .split('\n')
    .slice(0, -1)
    .filter((row) => row.trim() !== '')
}

/** Of rows that are longer only this much is in the sample. */
const CUT = 320
const LOOKED_AT = 8000

const SEPARATORS = ['\t', ',', ';', '|'] as const

/** The same number of cells in nearly every row, of which the first names the columns. */
function separated(rows: readonly string[]): number {
  const [head = ''] = rows
  if (rows.length < FEWEST_ROWS || CODE_END.test(head)) return 0
  if (
    rows.filter((row) => SENTENCE.test(row) && /[a-z][,;] [a-z]/.test(row)).length * 2 >
    rows.length
  )
    return 0
  return Math.max(...SEPARATORS.map((separator) => separatedBy(rows, separator)))
}

function separatedBy(rows: readonly string[], separator: string): number {
  // The first row may say something of the whole: how many rows there are, say.
  const [first = 1, second = 1] = rows.slice(0, 2).map((row) => cellsOf(row, separator))
  const cells = first > 1 ? Math.max(first, second) : first
  if (cells < 2 || (cells === 2 && isNumbered(rows))) return 0
  const isAlike = (row: string): boolean => cellsOf(row, separator) === cells
  if (!rows.slice(1, 4).some(isAlike)) return 0
  const share = Math.floor((rows.filter(isAlike).length * 100) / rows.length)
  return share < 90 ? 0 : Math.min(94, (cells > 2 ? 4 : 0) + share - 10)
}

/** Four words in a row, in a row without quotes. */
const SENTENCE = /^[^"\t|]{0,300}[a-z] [a-z]{1,30} [a-z]{1,30} [a-z]{1,30}[^"\t|]{0,300}$/
const CODE_END = /[;{(,]\s{0,4}$/

/** Lines of a file with their numbers. */
function isNumbered(rows: readonly string[]): boolean {
  return rows.every((row, at) => {
    const number = /^\s{0,8}(\d{1,7})\t/.exec(row)?.[1]
    return number !== undefined && (at === 0 || Number(number) > 1)
  })
}

/** Separators within quotes part nothing. */
function cellsOf(row: string, separator: string): number {
  let cells = 1
  let isQuoted = false
  for (let at = 0; at < row.length; at++) {
    const sign = row.charAt(at)
    if (sign === '"') isQuoted = !isQuoted
    else if (sign === separator && !isQuoted) cells++
  }
  return cells
}

/** A rule of dashes below the names, or cells that stand below one another. */
function aligned(rows: readonly string[]): number {
  const gapped = rows.filter((row) => row.includes('  ')).length
  if (gapped * 10 < rows.length * 8) return 0
  const gaps = commonGaps(rows)
  if (rows.filter((row) => NUMBERS.test(row)).length * 10 >= rows.length * 8) return 77
  if (gaps === 0) return 0
  if (rows.slice(0, 3).some((row) => UNDERLINE.test(row))) return 78
  if (gaps < 2 || rows.length < FEWEST_ALIGNED) return 0
  return rows.filter((row) => CELLS.test(row)).length * 10 < rows.length * 9 ? 0 : 77
}

const FEWEST_ALIGNED = 6
const UNDERLINE = /^(?:[-=]{2,200}[ \t]{1,200}){1,60}[-=]{2,200}\s{0,4}$/
/** A name, then nothing but numbers, apart by more than one blank. */
const NUMBERS = /^\s{0,20}\S{1,60}(?: {1,40}-?\d[\d.,]{0,20}%?){2,60}(?: {1,40}\S{1,40})?$/
/** Three cells, two of them apart by more than one blank. */
const CELLS = /\S {2,200}\S.{0,200} \S/

/** Places where every row has a blank, between places where some row has none. */
function commonGaps(rows: readonly string[]): number {
  const filled = new Uint8Array(LONGEST_LOOKED_AT)
  for (const row of rows) {
    const end = Math.min(LONGEST_LOOKED_AT, row.length)
    for (let at = 0; at < end; at++) if (row.charCodeAt(at) !== SPACE) filled[at] = 1
  }
  let gaps = 0
  let isOpen = false
  for (const [at, is] of filled.entries()) {
    if (is === 1 && isOpen && filled[at - 1] === 0) gaps++
    if (is === 1) isOpen = true
  }
  return gaps
}

const SPACE = 0x20
const LONGEST_LOOKED_AT = 160
