import { ABSENT, type Codec, type CodecContext, WHOLE } from './codec.ts'
import { fillPattern, hasBraces, hasHole, type Pattern, printPattern } from './pattern.ts'

/** `` name=`pattern` ``: made from other columns, or a fixed frame around what the cell holds. */
export function template(pattern: Pattern, context: CodecContext): Codec {
  const names = context.table.map(({ name }) => name)
  const written = printPattern(pattern, names)
  const further = hasBraces(pattern) ? ({ furtherNote: 'braces' } as const) : {}
  const leansOn = pattern.flatMap((part) => ('column' in part ? [part.column] : []))
  if (hasHole(pattern)) {
    const cellAt = (row: number): string => holeCell(pattern, row, context)
    return { mark: `=${written}`, hasCell: true, leansOn, cellAt, note: 'hole', ...further }
  }
  const isMade = (row: number): boolean => madeText(pattern, row, context) === context.cells[row]
  if (context.cells.every((_, row) => isMade(row))) {
    return {
      mark: `=${written}`,
      hasCell: false,
      leansOn,
      cellAt: () => '',
      note: 'template',
      ...further,
    }
  }
  const cellAt = (row: number): string => (isMade(row) ? '' : context.cells[row] || ABSENT)
  return { mark: `?=${written}`, hasCell: true, leansOn, cellAt, note: 'exceptions', ...further }
}

function madeText(pattern: Pattern, row: number, { table }: CodecContext): string | undefined {
  return fillPattern(pattern, (column) => table[column]?.cells[row] ?? '')?.before
}

/** What goes into the hole; a cell that does not fit the frame stands whole behind `=`. */
function holeCell(pattern: Pattern, row: number, { cells, table }: CodecContext): string {
  const cell = cells[row] ?? ''
  if (cell === '') return ''
  const frame = fillPattern(pattern, (column) => table[column]?.cells[row] ?? '')
  if (frame === undefined) return WHOLE + cell
  const { before, after } = frame
  const fits = cell.length > before.length + after.length
  if (!fits || !cell.startsWith(before) || !cell.endsWith(after)) return WHOLE + cell
  const inner = cell.slice(before.length, cell.length - after.length)
  return CONFUSING.includes(inner.charAt(0)) ? WHOLE + cell : inner
}

/** A hole's text must not look like a guarded value, a mark, an indented row or a table's name. */
const CONFUSING = '"[{=~^ @'
