import type { Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { prefixesOf, USUAL_PREFIXES } from './file-head.ts'
import { legendOf } from './legend.ts'
import { type Part, partsOf } from './structure.ts'
import { DiffWriter } from './write-diff.ts'

/** `undefined` where nothing becomes shorter. */
export function encodeDiff({ text, folded }: Passage): string | undefined {
  if (text.length > UNPACKING_LIMITS.units) return undefined
  const { lines, isCrlf, isTerminated } = linesOf(text)
  if (lines.length > UNPACKING_LIMITS.lines) return undefined
  const prefixes = prefixesOf(lines)
  const parts = partsOf(lines, prefixes)
  const has = (kind: Part['kind']): boolean => parts.some((part) => part.kind === kind)
  if (parts.every(({ kind }) => kind === 'text')) return undefined
  const barensBlanks = hasOnlySpacedBlanks(lines, parts)
  const authors = authorsOf(parts)
  const writer = new DiffWriter({ lines, barensBlanks, isFolded: folded, authors })
  for (const part of parts) writer.write(part)
  const legend = legendOf({
    prefixes: prefixes === USUAL_PREFIXES ? undefined : prefixes,
    hasFiles: has('file'),
    hasHunks: has('hunk'),
    hasCommits: has('commit'),
    hasRuns: writer.hasRuns,
    hasVerbatim: writer.hasVerbatim,
    hasLists: writer.hasLists,
    hasAlike: writer.hasAlike,
    barensBlanks,
    isCrlf,
  })
  // A body that ends with a line break says that the text does.
  if (!isTerminated && writer.out.at(-1) === '') return undefined
  const body = writer.out.join('\n') + (isTerminated ? '\n' : '')
  const packed = printPacked({ form: 'diff', check: checksum(text), legend, body })
  return packed.length < text.length ? packed : undefined
}

interface SourceLines {
  readonly lines: readonly string[]
  /** Every line break is CRLF, which is said once; else a CR belongs to its line. */
  readonly isCrlf: boolean
  /** The last line has a break. */
  readonly isTerminated: boolean
}

function linesOf(text: string): SourceLines {
  const isTerminated = text.endsWith('\n')
  const lines = (isTerminated ? text.slice(0, -1) : text).split('\n')
  const broken = isTerminated ? lines.length : lines.length - 1
  const isCrlf =
    text.includes('\r\n') &&
    lines.every((line, at) =>
      at < broken
        ? line.endsWith('\r') && line.indexOf('\r') === line.length - 1
        : !line.includes('\r'),
    )
  const shown = isCrlf ? lines.map((line, at) => (at < broken ? line.slice(0, -1) : line)) : lines
  return { lines: shown, isCrlf, isTerminated }
}

/** True where hunks have blank context lines, all of them with their space. */
function hasOnlySpacedBlanks(lines: readonly string[], parts: readonly Part[]): boolean {
  let isFound = false
  for (const { kind, from, to } of parts) {
    if (kind !== 'hunk') continue
    for (let at = from; at < to; at++) {
      if (lines[at] === '') return false
      if (lines[at] === ' ') isFound = true
    }
  }
  return isFound
}

/** Authors of several commits: A, B, … Z; more are named in full. */
function authorsOf(parts: readonly Part[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  for (const part of parts) {
    if (part.kind !== 'commit') continue
    counts.set(part.head.author, (counts.get(part.head.author) ?? 0) + 1)
  }
  const several = [...counts].filter(([, count]) => count > 1).slice(0, LETTERS.length)
  return new Map(several.map(([author], index) => [author, LETTERS.charAt(index)]))
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
