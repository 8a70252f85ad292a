import { childrenOf, DEEPEST, type Document, isContainer, keyText, valueText } from './document.ts'

/** A value that is another now: the way to it, and how it is written now. */
export interface Change {
  readonly path: string
  readonly value: string
}

/** Two values that may be the same but for a few. */
export interface Pair {
  readonly before: number
  readonly now: number
}

/** Values that one row, or what stands around the rows, may have changed. */
const MOST_CHANGES = 24

/** What tells one text's value from another's; `undefined` where it can't be said in a few short values. */
export function differencesOf(
  before: Document,
  now: Document,
  { pair, rows }: { readonly pair: Pair; readonly rows?: Pair | undefined },
): readonly Change[] | undefined {
  const changes: Change[] = []
  return compare(pair, '', DEEPEST) ? changes : undefined

  function compare(at: Pair, path: string, depth: number): boolean {
    if (at.before === rows?.before) return at.now === rows.now
    const holdsRows = rows !== undefined && isWithin(before, rows.before, at.before)
    if (!holdsRows && valueText(now, at.now) === valueText(before, at.before)) return true
    if (depth > 0 && haveSameNames(at)) return compareChildren(at, path, depth)
    return !holdsRows && note(path, valueText(now, at.now))
  }

  function note(path: string, value: string): boolean {
    if (path === '' || value.includes('\n') || changes.length === MOST_CHANGES) return false
    changes.push({ path, value })
    return true
  }

  function haveSameNames(at: Pair): boolean {
    if (!isContainer(before, at.before) || !isContainer(now, at.now)) return false
    if (before.index.kinds[at.before] !== now.index.kinds[at.now]) return false
    const [these, those] = [childrenOf(before, at.before), childrenOf(now, at.now)]
    return (
      these.length === those.length &&
      these.every(({ node }, nth) => keyText(before, node) === keyText(now, those[nth]?.node ?? -1))
    )
  }

  function compareChildren(at: Pair, path: string, depth: number): boolean {
    const those = childrenOf(now, at.now)
    return childrenOf(before, at.before).every(({ node }, nth) => {
      const name = keyText(before, node) ?? String(nth)
      const other = { before: node, now: those[nth]?.node ?? -1 }
      return compare(other, path === '' ? name : `${path}.${name}`, depth - 1)
    })
  }
}

function isWithin({ index }: Document, node: number, container: number): boolean {
  return node >= container && node < (index.nexts[container] ?? 0)
}

/** A stretch of a text, and what stands there instead. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A stretch of a text, with others in their places. */
export function withReplacements(
  text: string,
  span: { readonly start: number; readonly end: number },
  replacements: readonly Replacement[],
): string {
  const pieces: string[] = []
  let at = span.start
  for (const { start, end, text: other } of [...replacements].sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(at, start), other)
    at = end
  }
  return [...pieces, text.slice(at, span.end)].join('')
}
