/** Fewer rows prove nothing. */
const FEWEST_ROWS = 4

/**
 * Confidence, 0 … 100, that lines are of a table: drawn with rules, separated by commas, tabs,
 * semicolons or bars, or aligned below the line that names its columns.
 */
export function recognizeTable(lines: readonly string[]): number {
  const rows = lines.filter((line) => line.trim() !== '')
  if (rows.length < FEWEST_ROWS) return 0
  return Math.max(drawn(rows), separated(rows), aligned(rows))
}

/** `+---+`, `|---|`, `----+----`, `┌─┬─┐`: rules, and rows with the bars that they cross. */
function drawn(rows: readonly string[]): number {
  const rules = rows.filter((row) => RULE.test(row)).length
  if (rules === 0) return 0
  const barred = rows.filter((row) => BARRED.test(row) || RULE.test(row)).length
  const share = Math.floor((barred * 100) / rows.length)
  return share < 80 ? 0 : Math.min(96, share)
}

const RULE =
  /^\s{0,20}(?:[|+]?[ :]?[-=]{1,300}[ :]?[|+][-=+| :]{0,2000}|[┌├└╔╠╚╒╞╘╭╰┏┡┣┗╟][─═━┬┼┴┐┤┘╤╦╪╬╧╩╗╣╝╕╡╛╮╯┳┻╇╋┓┩┫┛╢╫╥╨]{2,2000})$/
const BARRED = /^\s{0,20}[|│║┃].{1,2000}[|│║┃]\s{0,4}$|^.{1,2000}[ ][|│][ ]|^\(\d{1,9} rows?\)$/

const SEPARATORS = ['\t', ',', ';', '|'] as const

/** The same number of cells in nearly every row, of which the first names the columns. */
function separated(rows: readonly string[]): number {
  for (const separator of SEPARATORS) {
    const [head = ''] = rows
    const cells = cellsOf(head, separator)
    if (cells < 2 || CODE_END.test(head)) continue
    const alike = rows.filter((row) => cellsOf(row, separator) === cells).length
    const share = Math.floor((alike * 100) / rows.length)
    if (share >= 90) return Math.min(94, (cells > 2 ? 4 : 0) + share - 10)
  }
  return 0
}

const CODE_END = /[;{(,]\s{0,4}$/

/** Separators within quotes part nothing. */
function cellsOf(row: string, separator: string): number {
  if (!row.includes('"')) return row.split(separator).length
  return row.replace(/"[^"]{0,2000}"/g, '').split(separator).length
}

/** A rule of dashes below the names, or numbers that end where their columns do. */
function aligned(rows: readonly string[]): number {
  const ruled = rows
    .slice(0, 3)
    .some((row) => /^(?:[-=]{2,200}[ \t]{1,200}){1,60}[-=]{2,200}\s{0,4}$/.test(row))
  const gaps = commonGaps(rows)
  if (ruled) return gaps >= 1 ? 78 : 0
  return gaps >= 2 &&
    rows.slice(1).filter((row) => NUMBERED.test(row)).length * 10 >= rows.length * 7
    ? 68
    : 0
}

/** Two numbers in columns. */
const NUMBERED =
  /(?:\s|^)-?\d[\d.,eE+-]{0,30}\s{1,60}(?:\S{1,60}\s{1,60}){0,12}?-?\d[\d.,eE+-]{0,30}(?:\s|$)/

/** Places where every row has a blank, between places where some row has none. */
function commonGaps(rows: readonly string[]): number {
  const width = Math.min(LONGEST_LOOKED_AT, Math.max(...rows.map(({ length }) => length)))
  const filled = new Uint8Array(width)
  for (const row of rows) {
    for (let at = 0; at < Math.min(width, row.length); at++) {
      if (row.charCodeAt(at) !== SPACE) filled[at] = 1
    }
  }
  let gaps = 0
  for (let at = 1; at < width; at++) if (filled[at] === 1 && filled[at - 1] === 0) gaps++
  return gaps
}

const SPACE = 0x20
const LONGEST_LOOKED_AT = 240
