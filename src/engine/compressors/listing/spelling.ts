import type { PathShape } from '../../text/listing/path-lines.ts'

/** What the legend says of the lines as they were; printing needs it. */
export interface ListStyle {
  readonly shape: PathShape
  /** The value of names that show none; '' where all show theirs. */
  readonly usual: string
  /** What names end in and do not show, unless their row says otherwise; may be empty. */
  readonly suffix: string
  /** Left off the front of every path; may be empty. */
  readonly root: string
  /** What rows make use of, and a reader must know. */
  readonly uses: readonly RowUse[]
}

/** A row's own end, a name as it is, rows below a directory, other orders than that of rows. */
export type RowUse = (typeof ROW_USES)[number]

const ROW_USES = ['stars', 'wholes', 'bases', 'order'] as const

const READING: Readonly<Record<RowUse, string>> = {
  stars: '; dir/*.x: .x left off, dir/*: nothing',
  wholes: '; =name is whole',
  bases: '; indented: in dir/ above',
  order: '; order: how the lines were mixed',
}

/** What rows make use of. */
export function usesOf(rows: readonly string[]): readonly RowUse[] {
  return ROW_USES.filter((use) => rows.some((row) => USED[use].test(row)))
}

/** Lines as they are, after `|`, make use of nothing; what is found too much does no harm. */
const USED: Readonly<Record<RowUse, RegExp>> = {
  stars: /^[^|]*\*/,
  wholes: /^[^|].* =/,
  bases: /^ /,
  order: /^order: /,
}

const ROOT = '; all paths are below '

/** In words that a reader needs as well. */
export function legendOf({ shape, usual, suffix, root, uses }: ListStyle): string {
  return [
    wordsFor(shape),
    usual === '' ? '' : `, no n: ${usual}`,
    suffix === '' ? '' : `; ${suffix} left off names`,
    ...ROW_USES.filter((use) => uses.includes(use)).map((use) => READING[use]),
    root === '' ? '' : ROOT + root,
  ].join('')
}

function wordsFor(shape: PathShape): string {
  switch (shape.kind) {
    case 'plain':
      return 'paths by directory'
    case 'counted':
      return 'lines path:n by directory as name:n'
    case 'status':
      return 'lines "n path" by directory as name:n, . for a blank'
    case 'led':
      return 'paths by directory, behind the text quoted above'
    default: {
      const width = shape.width === 0 ? '' : `, n up to column ${shape.width}`
      return `lines ${JSON.stringify(`n${shape.gap}path`)} by directory as name:n${width}`
    }
  }
}

const LEGEND = /^([^;]{1,100}?)(?:, no n: (\S{1,128}?))?(?:; (\S{1,48}) left off names)?(?:;|$)/
const VALUED =
  /^lines ("(?:[^"\\]|\\.){1,20}") by directory as name:n(?:, n up to column (\d{1,3}))?$/

function shapeOf(words: string): PathShape | undefined {
  for (const kind of ['plain', 'counted', 'status', 'led'] as const) {
    if (wordsFor({ kind }) === words) return { kind }
  }
  const [, pattern, width = '0'] = VALUED.exec(words) ?? []
  const text = pattern === undefined ? undefined : stringOf(pattern)
  if (text === undefined) return undefined
  return { kind: 'valued', width: Number(width), gap: text.slice(1, -'path'.length) }
}

/** `undefined` for a legend that `legendOf` would not write. */
export function styleOf(legend: string): ListStyle | undefined {
  const rootAt = legend.indexOf(ROOT)
  const root = rootAt === -1 ? '' : legend.slice(rootAt + ROOT.length)
  const [, words, usual = '', suffix = ''] = LEGEND.exec(legend) ?? []
  const shape = words === undefined ? undefined : shapeOf(words)
  if (shape === undefined) return undefined
  const uses = ROW_USES.filter((use) => legend.includes(READING[use]))
  const style = { shape, usual, suffix, root, uses }
  return legendOf(style) === legend ? style : undefined
}

/** A JSON string's text. */
export function stringOf(spelled: string): string | undefined {
  try {
    const value: unknown = JSON.parse(spelled)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** True for a name that can stand between spaces as it is, with or without `:value` behind it. */
export function isBareName(name: string): boolean {
  return /^[^\s":=*[\]|][^\s":*]*(?<![/\\])$/.test(name)
}

/** Names the group at an index, for the line that says how groups were mixed: a … z, aa, … */
export function groupName(index: number): string {
  const letter = String.fromCharCode(0x61 + (index % 26))
  return index < 26 ? letter : groupName(Math.floor(index / 26) - 1) + letter
}

/** How lines were mixed, where a rule says it. */
export const SORTED = 'order: sorted'
export const SORTED_BY_PARTS = 'order: sorted by the parts of paths'

/** Sorts as `git ls-files` does, by code units; or part by part, as `rg --sort path` does. */
export function comparePaths(one: string, other: string, byParts: boolean): number {
  const [a, b] = byParts ? [keyOf(one), keyOf(other)] : [one, other]
  if (a === b) return 0
  return a < b ? -1 : 1
}

function keyOf(path: string): string {
  return path.replaceAll('/', '\u0000')
}
