import { encodeTable } from '../../columns/encode-table.ts'
import { spellText } from '../../columns/spell-cell.ts'
import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { type ReadTable, readTable } from './read-table.ts'
import { unpackTable } from './unpack.ts'

/** CSV, TSV and Markdown tables by columns: what rows share or what follows from others stands in the head. */
export const packTable: Packer = {
  mode: 'pack',
  name: 'table/pack',
  form: 'table',
  keepsOrder: true,
  accepts: ['table', 'unknown'],
  pack: writeColumns,
  unpack: unpackTable,
  preserves: (original, packed) => (unpackTable(packed) === original ? 'bytes' : undefined),
}

/** Stands between the table and the lines below it. */
const BELOW = '[below the table]'

function writeColumns(
  { text, folded }: Passage,
  { countTokens }: CompressContext,
): string | undefined {
  if (folded || text.length > UNPACKING_LIMITS.units) return undefined
  const table = readTable(text)
  if (table === undefined) return undefined
  const delimiter = delimiterFor(table)
  const columns = table.names.map((name, at) => ({
    name,
    cells: table.rows.map((row) => spelled(row[at] ?? '', delimiter)),
  }))
  const encoded = encodeTable(columns, { delimiter, rowIndependent: false, countTokens })
  const rule = table.rule === undefined ? [] : [table.rule]
  const isJustEnded = table.rest.length === 1 && table.rest[0] === ''
  const below = table.rest.length === 0 || isJustEnded ? table.rest : [BELOW, ...table.rest]
  const body = [encoded.head, ...rule, ...encoded.rows, ...below].join('\n')
  const legend = [layoutOf(table, delimiter), ...encoded.notes].join('; ')
  const packed = printPacked({ form: 'table', check: checksum(text), legend, body })
  return packed.length < text.length ? packed : undefined
}

function spelled(cell: string, delimiter: string): string {
  return cell === '' ? '' : spellText(cell, delimiter)
}

/** A comma, unless cells hold some. */
function delimiterFor({ separator, rows }: ReadTable): string {
  if (separator === ',') return ','
  return rows.some((row) => row.some((cell) => cell.includes(','))) ? '\t' : ','
}

/** How the text is made again, in words that the decoder reads as well. */
function layoutOf({ separator, hasHead, isCrlf }: ReadTable, delimiter: string): string {
  const source = separator === undefined ? 'Markdown' : `parted by ${JSON.stringify(separator)}`
  const head = hasHead ? '' : ', without head'
  const ends = isCrlf ? ', CRLF' : ''
  const here = separator === delimiter ? '' : `, here by ${JSON.stringify(delimiter)}`
  return `table ${source}${head}${ends}${here}`
}
