import type { Parts } from '../../../contracts/compressor.ts'
import type { Matches } from './match-rows.ts'
import { CELLS, printNames, ROW_NUMBER } from './spelling.ts'

/** Fewer rows are as short as they are. */
const LEAST_PACKED = 6

interface ChangedRow {
  readonly name: string
  readonly values: ReadonlyMap<string, string>
}

/** The table of changed values, a line a row; a long one as JSON of its own, packed. */
export function writeCells(matches: Matches, parts: Parts | undefined): readonly string[] {
  const changed = matches.rows.filter((match) => match !== undefined && match.changes.length > 0)
  if (changed.length === 0) return []
  const isAll = changed.length === matches.identity?.before.length
  const key = isAll ? ROW_NUMBER : (matches.identity?.path ?? ROW_NUMBER)
  const rows = changedRows(matches, key)
  const plain = plainTable(key, rows)
  const packed =
    rows.length < LEAST_PACKED ? undefined : parts?.pack(`[${rows.map(asJson(key)).join(',')}]`)
  const isShorter = packed !== undefined && packed.length < plain.join('\n').length
  return [CELLS, ...(isShorter ? packed.split('\n') : plain)]
}

function changedRows({ identity, rows }: Matches, key: string): readonly ChangedRow[] {
  return rows.flatMap((match, at) => {
    if (match === undefined || match.changes.length === 0) return []
    const number = String(match.row + 1)
    const name = key === ROW_NUMBER ? number : (identity?.now[at] ?? number)
    return [{ name, values: new Map(match.changes.map(({ path, value }) => [path, value])) }]
  })
}

function plainTable(key: string, rows: readonly ChangedRow[]): readonly string[] {
  const paths = [...new Set(rows.flatMap(({ values }) => [...values.keys()]))]
  const lines = rows.map(({ name, values }) =>
    [name, ...paths.map((path) => values.get(path) ?? '')].join(','),
  )
  return [printNames([key, ...paths]), ...lines]
}

function asJson(key: string): (row: ChangedRow) => string {
  return ({ name, values }) => {
    const members = [...values].map(([path, value]) => `${JSON.stringify(path)}:${value}`)
    return `{${JSON.stringify(key)}:${name},${members.join(',')}}`
  }
}
