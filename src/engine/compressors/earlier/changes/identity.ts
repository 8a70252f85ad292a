import {
  childrenOf,
  type Document,
  findValue,
  isContainer,
  keyText,
  type Place,
  valueText,
} from './document.ts'
import { ROW_KEY } from './spelling.ts'

/** How the rows of two texts are told apart: by a value that each has for itself. */
export interface Identity {
  readonly path: string
  /** Of each row, as it is written. */
  readonly before: readonly string[]
  readonly now: readonly string[]
}

/** Rows of two texts. */
export interface RowPair<Row = readonly Place[]> {
  readonly before: Row
  readonly now: Row
}

/** Values of a row that may be its identity: those at its beginning. */
const MOST_TRIED = 16
const MOST_DEPTH = 3
const LONGEST = 80

/** The first value of a row that most rows of both have in common and no two rows of one. */
export function identityOf(documents: RowPair<Document>, rows: RowPair): Identity | undefined {
  const [first] = rows.before
  if (first === undefined) return undefined
  let best: Identity | undefined
  let most = 0
  const isKeyed = keyText(documents.before, first.node) !== undefined
  const paths = isKeyed ? [ROW_KEY] : scalarPaths(documents.before, first.node)
  for (const path of paths) {
    const identity = tried(path, documents, rows)
    const common = identity === undefined ? 0 : commonOf(identity)
    if (common <= most) continue
    best = identity
    most = common
    if (most === Math.min(rows.before.length, rows.now.length)) break
  }
  return best
}

function scalarPaths(document: Document, row: number): readonly string[] {
  let open = [{ node: row, path: '' }]
  const paths: string[] = []
  for (let depth = 0; depth < MOST_DEPTH && paths.length < MOST_TRIED; depth++) {
    const children = open.flatMap(({ node, path }) => namedChildren(document, node, path))
    open = children.filter(({ node }) => isContainer(document, node))
    paths.push(...children.filter((child) => !open.includes(child)).map(({ path }) => path))
  }
  return paths.slice(0, MOST_TRIED)
}

function namedChildren(
  document: Document,
  parent: number,
  above: string,
): readonly { readonly node: number; readonly path: string }[] {
  return childrenOf(document, parent)
    .slice(0, MOST_TRIED)
    .map(({ node }, at) => {
      const name = keyText(document, node) ?? String(at)
      return { node, path: above === '' ? name : `${above}.${name}` }
    })
}

function tried(path: string, documents: RowPair<Document>, rows: RowPair): Identity | undefined {
  const before = valuesOf(documents.before, rows.before, path)
  const now = before === undefined ? undefined : valuesOf(documents.now, rows.now, path)
  return before === undefined || now === undefined ? undefined : { path, before, now }
}

/** `undefined` unless every row has one of its own. */
function valuesOf(
  document: Document,
  rows: readonly Place[],
  path: string,
): readonly string[] | undefined {
  const values: string[] = []
  for (const { node } of rows) {
    const value = identityValue(document, node, path)
    if (value === undefined || value.length > LONGEST) return undefined
    values.push(value)
  }
  return new Set(values).size === values.length ? values : undefined
}

/** What a row is told by, as it is written. */
export function identityValue(document: Document, row: number, path: string): string | undefined {
  if (path === ROW_KEY) {
    const key = keyText(document, row)
    return key === undefined ? undefined : `"${key}"`
  }
  const found = findValue(document, row, path)
  return found === undefined || isContainer(document, found)
    ? undefined
    : valueText(document, found)
}

function commonOf({ before, now }: Identity): number {
  const those = new Set(before)
  return now.filter((value) => those.has(value)).length
}
