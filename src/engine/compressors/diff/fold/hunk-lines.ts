import { parseHunkHeader } from '../../../text/diff-hunk.ts'
import { ROLE } from './role.ts'

export interface HunkHead {
  /** Lines below the head that are the hunk's, notes before its last line included. */
  readonly lines: number
  readonly newStart: number
  /** Columns of signs: one, in a merge one a parent. */
  readonly columns: number
}

const MERGED = /^(@{3,8}) (?:-\d{1,9}(?:,\d{1,9})? ){2,7}\+(\d{1,9})(?:,(\d{1,9}))? @/

/**
 * `undefined` for what only looks like a hunk: without a changed line (of a word diff, say), or with
 * other lines than its head counts, unless the text ends before.
 */
export function hunkHeadOf(lines: readonly string[], at: number): HunkHead | undefined {
  const line = lines[at] ?? ''
  const header = parseHunkHeader(line)
  const [, signs = '', start, count = '1'] = MERGED.exec(line) ?? []
  if (header === undefined && start === undefined) return undefined
  const columns = header === undefined ? signs.length - 1 : 1
  const newStart = header?.newStart ?? Number(start)
  const newLines = header?.newCount ?? Number(count)
  const size = sizeOf(lines, at + 1, { columns, newLines, oldLines: header?.oldCount })
  return size === undefined ? undefined : { lines: size, newStart, columns }
}

interface Expected {
  readonly columns: number
  readonly newLines: number
  /** `undefined` for merges, whose old sides are several. */
  readonly oldLines: number | undefined
}

function sizeOf(lines: readonly string[], from: number, expected: Expected): number | undefined {
  const left = new Left(expected)
  let at = from
  while (at < lines.length && left.take(roleInHunk(lines[at] ?? '', expected.columns))) at++
  return left.isHunk(at === lines.length) ? at - from : undefined
}

/** What is still to come of a hunk. */
class Left {
  #newLines: number
  #oldLines: number
  readonly #isMerge: boolean
  #changes = 0

  constructor({ newLines, oldLines }: Expected) {
    this.#newLines = newLines
    this.#oldLines = oldLines ?? 0
    this.#isMerge = oldLines === undefined
  }

  /** False for a line behind the hunk. Of a merge nobody knows how many removed lines end it. */
  take(role: number): boolean {
    const isTail = role === ROLE.note || (this.#isMerge && role === ROLE.removed)
    if (role === ROLE.text || (this.#newLines <= 0 && this.#oldLines <= 0 && !isTail)) return false
    this.#newLines -= NEW_LINES[role] ?? 0
    this.#oldLines -= this.#isMerge ? 0 : (OLD_LINES[role] ?? 0)
    this.#changes += CHANGES[role] ?? 0
    return true
  }

  /** A hunk has changes, and all of its lines unless the text ends before. */
  isHunk(isCutOff: boolean): boolean {
    const isWhole = this.#newLines === 0 && this.#oldLines === 0
    return this.#changes > 0 && (isWhole || isCutOff)
  }
}

type Counts = Readonly<Record<number, number>>
const NEW_LINES: Counts = { [ROLE.context]: 1, [ROLE.added]: 1 }
const OLD_LINES: Counts = { [ROLE.context]: 1, [ROLE.removed]: 1 }
const CHANGES: Counts = { [ROLE.added]: 1, [ROLE.removed]: 1 }

/** What the columns of signs say; `text` for a line that has none. */
export function roleInHunk(line: string, columns: number): number {
  if (line.startsWith('\\ ')) return ROLE.note
  const signs = line.slice(0, columns)
  if (!/^[ +-]*$/.test(signs)) return ROLE.text
  if (signs.includes('+')) return ROLE.added
  return signs.includes('-') ? ROLE.removed : ROLE.context
}
