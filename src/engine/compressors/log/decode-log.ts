import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { readDefinitions } from './read-definitions.ts'
import { RowReader } from './read-rows.ts'

/**
 * The reference decoder of the form `log`; its grammar is in docs/packed-log.md. `undefined` for
 * anything else, and for a text whose checksum fails.
 */
export function decodeLog(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'log') return undefined
  const { body, check, legend } = parsed
  const definitions = readDefinitions(body)
  if (definitions === undefined) return undefined
  const reader = new RowReader(definitions, legend.endsWith('lines end with CR') ? '\r' : '\n')
  const rows = body.slice(definitions.end)
  if (!readAll(rows, reader)) return undefined
  const text = reader.text(rows.endsWith('\n'))
  return checksum(text) === check ? text : undefined
}

function readAll(rows: string, reader: RowReader): boolean {
  const end = rows.endsWith('\n') ? rows.length - 1 : rows.length
  for (let start = 0; start <= end; ) {
    const breakAt = rows.indexOf('\n', start)
    const rowEnd = breakAt === -1 ? end : Math.min(end, breakAt)
    if (!readRow(rows.slice(start, rowEnd), reader)) return false
    start = rowEnd + 1
  }
  return true
}

function readRow(row: string, reader: RowReader): boolean {
  switch (row.charAt(0)) {
    case '|':
      return reader.raw(row.slice(1))
    case '@':
      return reader.setClock(row.slice(1))
    case '*':
      return reader.repeat(row.slice(1))
    case '[':
      return parseGap(row) !== undefined && reader.gap(row)
    default:
      return reader.row(row)
  }
}
