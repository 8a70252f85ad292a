import { stringEnd } from '../../../text/json-lexemes.ts'

/** How the form `changed` spells what it says; its grammar is in docs/packed-changed.md. */
export const FORM = 'changed'

export const LEGEND = 'JSON that stands above, with changes: rows are named, other values written'
/** Heads the table of changed values; it goes on to the end. */
export const CELLS = '[values that changed in these rows, empty for those that did not:]'
/** The first column, where no value tells a row from all others: its number in the source. */
export const ROW_NUMBER = 'row number'
/** The first column, where rows are members: their keys. */
export const ROW_KEY = ':key'

/** `{"path":value,…}` after it, or nothing. */
export function printAround(changes: string): string {
  return changes === '' ? '[A again]' : `[A again, with ${changes}]`
}

export function parseAround(line: string): string | undefined {
  if (line === '[A again]') return ''
  return line.startsWith('[A again, with {') && line.endsWith('}]') ? line.slice(15, -1) : undefined
}

/** Rows of the source, from 1, both ends included. */
export interface Range {
  readonly from: number
  readonly to: number
}

export function printRows(
  path: string,
  ranges: readonly Range[],
  missing: readonly string[] = [],
): string {
  const named = ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
  const where = path === '' ? 'A' : `${JSON.stringify(path).slice(1, -1)} in A`
  const word = ranges.length === 1 && ranges[0]?.from === ranges[0]?.to ? 'row' : 'rows'
  const without = missing.length === 0 ? '' : `; gone: ${missing.join(', ')}`
  return `[${word} ${named} of ${where}${without}]`
}

/** The path is that of the list; what is gone is for the reader alone. */
export function parseRows(
  line: string,
): { readonly path: string; readonly ranges: readonly Range[] } | undefined {
  const [, named = '', rest = ''] = /^\[rows? (\d[\d, -]*) of (.+)\]$/.exec(line) ?? []
  const where = rest.split('; gone: ', 1)[0] ?? ''
  if (where !== 'A' && !where.endsWith(' in A')) return undefined
  const path = unquoted(where === 'A' ? '' : where.slice(0, -5))
  const ranges = named.split(', ').map((range) => {
    const [from, to = from] = range.split('-').map(Number)
    return { from: from ?? Number.NaN, to: to ?? Number.NaN }
  })
  const isSound = ranges.every(({ from, to }) => from >= 1 && to >= from)
  return path === undefined || !isSound ? undefined : { path, ranges }
}

function unquoted(path: string): string | undefined {
  try {
    return String(JSON.parse(`"${path}"`))
  } catch {
    return undefined
  }
}

export function printNew(lines: number): string {
  return `[the next ${lines} lines are new rows]`
}

export function parseNew(line: string): number | undefined {
  const [, lines] = /^\[the next (\d{1,9}) lines are new rows\]$/.exec(line) ?? []
  return lines === undefined ? undefined : Number(lines)
}

const BARE = /^[\w.$@/-]+$/

export function printNames(names: readonly string[]): string {
  return names
    .map((name, at) => {
      const isOurs = at === 0 && (name === ROW_NUMBER || name === ROW_KEY)
      return isOurs || BARE.test(name) ? name : JSON.stringify(name)
    })
    .join(',')
}

/** Cells of a line: JSON values, bare words, or nothing. */
export function parseCells(line: string): readonly string[] | undefined {
  const cells: string[] = []
  for (let at = 0; ; ) {
    const end = cellEnd(line, at)
    if (end === -1) return undefined
    cells.push(line.slice(at, end))
    if (end === line.length) return cells
    if (line[end] !== ',') return undefined
    at = end + 1
  }
}

/** A string, or all up to the next comma that stands in no brackets. */
function cellEnd(line: string, start: number): number {
  let open = 0
  let at = start
  while (at < line.length && !(open === 0 && line[at] === ',')) {
    const mark = line.charAt(at)
    if (OPENING.includes(mark)) open++
    if (CLOSING.includes(mark)) open--
    const end = mark === '"' ? stringEnd(line, at) : at + 1
    if (end === -1) return -1
    at = end
  }
  return at
}

const OPENING: readonly string[] = ['{', '[']
const CLOSING: readonly string[] = ['}', ']']

/** A column's name, as `printNames` spells it. */
export function parseName(cell: string): string | undefined {
  return cell.startsWith('"') ? unquoted(cell.slice(1, -1)) : cell
}
