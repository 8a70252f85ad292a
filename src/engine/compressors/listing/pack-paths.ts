import type { CompressContext, Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import {
  cutPathLine,
  type PathLine,
  type PathShape,
  pathShapeOf,
} from '../../text/listing/path-lines.ts'
import { printPacked } from '../../text/packed-header.ts'
import { directoryOf } from '../../text/search/directory.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { type ListStyle, legendOf, usesOf } from './spelling.ts'
import { commonSuffix } from './suffixes.ts'
import { unpackPaths } from './unpack-paths.ts'
import { writeGroups } from './write-groups.ts'

/** Lists of paths by directory: each directory once, its names on one line. */
export const packPaths: Packer = {
  mode: 'pack',
  name: 'listing/paths',
  form: 'paths',
  accepts: ['listing', 'search'],
  pack: groupByDirectory,
  unpack: unpackPaths,
  preserves: (original, packed) => (unpackPaths(packed) === original ? 'bytes' : undefined),
}

/** Fewer lines share too little. */
const FEWEST_LINES = 8

function groupByDirectory({ text }: Passage, context: CompressContext): string | undefined {
  if (text.length > UNPACKING_LIMITS.units) return undefined
  const isTerminated = text.endsWith('\n')
  const lines = (isTerminated ? text.slice(0, -1) : text).split('\n')
  if (lines.length < FEWEST_LINES || lines.length > UNPACKING_LIMITS.lines) return undefined
  const shape = pathShapeOf(lines)
  if (shape === undefined) return undefined
  const cut = lines.map((line) =>
    parseGap(line) === undefined ? cutPathLine(line, shape) : undefined,
  )
  if (areRows(cut)) return undefined
  const style = styleFor(shape, cut)
  const candidates = [true, false].map((isMerging) => rowsOf({ lines, cut, style, isMerging }))
  const rows = cheapest(candidates, context)
  return printPacked({
    form: 'paths',
    check: checksum(text),
    legend: legendOf({ ...style, uses: usesOf(rows) }),
    body: rows.join('\n') + (isTerminated ? '\n' : ''),
  })
}

/** Paths with blanks: in more than this share of the lines, in per cent, they are rows of a table. */
const MOST_WITH_BLANKS = 30

function areRows(cut: readonly (PathLine | undefined)[]): boolean {
  const blanks = cut.filter((line) => line?.path.includes(' ') === true).length
  return blanks * 100 > cut.length * MOST_WITH_BLANKS
}

/** Beyond this many UTF-16 units, lengths tell as well as tokens; an order's items are short tokens. */
const LONGEST_COUNTED = 0x4000
const ORDER_WEIGHT = 2

function cheapest(
  candidates: readonly (readonly string[])[],
  { countTokens }: CompressContext,
): readonly string[] {
  const costs = candidates.map((rows) => {
    const length = rows.reduce((sum, row) => sum + row.length * weightOf(row), 0)
    return { rows, length }
  })
  const isShort = costs.every(({ length }) => length <= LONGEST_COUNTED)
  const costOf = ({ rows, length }: (typeof costs)[number]): number =>
    isShort ? countTokens(rows.join('\n')) : length
  const [one, other] = costs
  if (one === undefined || other === undefined) return []
  return costOf(one) <= costOf(other) ? one.rows : other.rows
}

function weightOf(row: string): number {
  return row.startsWith('order: ') ? ORDER_WEIGHT : 1
}

/** A value is usual from this share of the lines on, in per cent. */
const USUAL_SHARE = 30

function styleFor(shape: PathShape, cut: readonly (PathLine | undefined)[]): ListStyle {
  const lines = cut.filter((line) => line !== undefined)
  const counts = new Map<string, number>()
  for (const { value } of lines) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [value = '', times = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
  return {
    shape,
    usual: times * 100 >= lines.length * USUAL_SHARE ? value : '',
    suffix: commonSuffix(lines.map(({ path }) => path.slice(directoryOf(path).length))),
    root: rootOf(lines),
    uses: [],
  }
}

/** A directory that all paths begin with. */
function rootOf(lines: readonly PathLine[]): string {
  let root = directoryOf(lines[0]?.path ?? '')
  for (const { path } of lines) {
    while (root !== '' && !path.startsWith(root)) root = directoryOf(root.slice(0, -1))
  }
  return root
}

interface Draft {
  readonly lines: readonly string[]
  readonly cut: readonly (PathLine | undefined)[]
  readonly style: ListStyle
  readonly isMerging: boolean
}

/** Other lines stand where they stood, and part what is grouped. */
function rowsOf({ lines, cut, style, isMerging }: Draft): readonly string[] {
  const rows: string[] = []
  let open: PathLine[] = []
  const flush = (): void => {
    for (const row of writeGroups(open, style, isMerging)) rows.push(row)
    open = []
  }
  for (const [at, line] of lines.entries()) {
    const path = cut[at]
    if (path !== undefined) open.push(path)
    else {
      flush()
      rows.push(parseGap(line) === undefined ? `|${line}` : line)
    }
  }
  flush()
  return rows
}
