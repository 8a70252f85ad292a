import { endOfGuarded } from '../../columns/spell-cell.ts'
import { stringOf } from './spelling.ts'

export interface ReadPath {
  readonly path: string
  readonly value: string
}

/** What names of a row are put together with. */
export interface RowFrame {
  /** Of the directory. */
  readonly root: string
  readonly suffix: string
  readonly usual: string
}

/** The directory of a row that holds nothing else. */
export function directoryAlone(row: string): string | undefined {
  if (row.startsWith('"')) return endOfGuarded(row, 0) === row.length ? stringOf(row) : undefined
  return /^[^ *][^ *]*[/\\]$/.test(row) ? row : undefined
}

/** `dir/*.ts a b =c.md`; `undefined` for a row that makes no sense. */
export function readRow(row: string, frame: RowFrame): readonly ReadPath[] | undefined {
  const isQuoted = row.startsWith('"')
  const headingEnd = isQuoted ? endOfGuarded(row, 0) : row.search(/[* ]|$/)
  const heading = isQuoted ? stringOf(row.slice(0, headingEnd)) : row.slice(0, headingEnd)
  if (heading === undefined) return undefined
  if (!isQuoted && !/[/\\]$/.test(heading)) return readCells(row, 0, frame)
  const [opening, star, suffix = ''] = /^(\*([^\s:"]{0,48}))? /.exec(row.slice(headingEnd)) ?? []
  if (opening === undefined) return undefined
  return readCells(row, headingEnd + opening.length, {
    root: frame.root + (!isQuoted && heading === './' ? '' : heading),
    suffix: star === undefined ? frame.suffix : suffix,
    usual: frame.usual,
  })
}

/** `a b =c.md`, from `start` on. */
export function readCells(
  row: string,
  start: number,
  frame: RowFrame,
): readonly ReadPath[] | undefined {
  const paths: ReadPath[] = []
  for (let at = start; at <= row.length; ) {
    const from = row.startsWith('=', at) ? at + 1 : at
    const nameEnd = row.startsWith('"', from) ? endOfGuarded(row, from) : endOfName(row, from)
    const next = row.indexOf(' ', nameEnd)
    const end = next === -1 ? row.length : next
    const cell = { name: row.slice(from, nameEnd), tail: row.slice(nameEnd, end) }
    const path = readCell(cell, from > at ? { ...frame, suffix: '' } : frame)
    if (path === undefined) return undefined
    paths.push(path)
    at = end + 1
  }
  return paths
}

function readCell(
  { name: spelled, tail }: { readonly name: string; readonly tail: string },
  { root, suffix, usual }: RowFrame,
): ReadPath | undefined {
  const name = spelled.startsWith('"') ? stringOf(spelled) : spelled
  if (name === undefined || (tail !== '' && !tail.startsWith(':'))) return undefined
  return { path: root + name + suffix, value: tail === '' ? usual : tail.slice(1) }
}

function endOfName(row: string, start: number): number {
  let end = start
  while (end < row.length && row[end] !== ' ' && row[end] !== ':') end++
  return end
}
