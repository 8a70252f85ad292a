import type { UnpackContext } from '../../../contracts/compressor.ts'
import type { Replacement } from './differences.ts'
import {
  childrenOf,
  type Document,
  findValue,
  keyText,
  type Place,
  readDocument,
  valueText,
} from './document.ts'
import { identityValue } from './identity.ts'
import { parseCells, parseName, ROW_KEY, ROW_NUMBER } from './spelling.ts'

/** Rows of the source. */
export interface SourceRows {
  readonly document: Document
  readonly rows: readonly Place[]
}

/** A value at a path; the path is `undefined` where it is misspelled. */
export interface Written {
  readonly path: string | undefined
  readonly value: string
}

/** What the table of changed values says, by the row's number from 0; `undefined` where it makes no sense. */
export function readCells(
  lines: readonly string[],
  source: SourceRows,
  context: UnpackContext,
): ReadonlyMap<number, readonly Replacement[]> | undefined {
  const table = lines[0]?.startsWith('[packed ')
    ? packedTable(context.unpack(lines.join('\n')))
    : plainTable(lines)
  if (table === undefined) return undefined
  const places = placesBy(table.key, source)
  const patches = new Map<number, readonly Replacement[]>()
  for (const { name, values } of table.rows) {
    const at = places.get(name)
    const row = at === undefined ? undefined : source.rows[at]
    const replacements =
      row && allOf(values.map((value) => replacementAt(source.document, row.node, value)))
    if (at === undefined || replacements === undefined) return undefined
    patches.set(at, replacements)
  }
  return patches
}

interface Table {
  /** What rows are told by. */
  readonly key: string
  readonly rows: readonly { readonly name: string; readonly values: readonly Written[] }[]
}

function plainTable([head = '', ...lines]: readonly string[]): Table | undefined {
  const [key = '', ...names] = parseCells(head) ?? []
  const paths = names.map(parseName)
  const rows = lines.map((line) => {
    const [name = '', ...values] = parseCells(line) ?? []
    if (values.length !== paths.length) return undefined
    return { name, values: values.flatMap((value, at) => written(paths[at], value)) }
  })
  const known = allOf(rows)
  const isOurs = key === ROW_KEY || key === ROW_NUMBER
  return known && { key: isOurs ? key : (parseName(key) ?? ''), rows: known }
}

function written(path: string | undefined, value: string): readonly Written[] {
  return value === '' ? [] : [{ path, value }]
}

/** A list of records; the first member tells the row. */
function packedTable(text: string | undefined): Table | undefined {
  const list = text === undefined ? undefined : readDocument(text)
  if (list === undefined) return undefined
  let key = ''
  const rows = childrenOf(list, 0).map(({ node }) => {
    const [first, ...values] = childrenOf(list, node).map((member) => memberOf(list, member.node))
    key = first?.path ?? key
    return { name: first?.value ?? '', values }
  })
  return { key, rows }
}

function memberOf(document: Document, node: number): Written {
  return { path: parseName(`"${keyText(document, node)}"`), value: valueText(document, node) }
}

function placesBy(key: string, { document, rows }: SourceRows): ReadonlyMap<string, number> {
  if (key === ROW_NUMBER) return new Map(rows.map((_, at) => [String(at + 1), at]))
  return new Map(
    rows.flatMap(({ node }, at) => {
      const value = identityValue(document, node, key)
      return value === undefined ? [] : [[value, at] as const]
    }),
  )
}

/** The members of an object, as values to put in. */
export function membersOf(text: string): readonly Written[] | undefined {
  const document = readDocument(text)
  return document && childrenOf(document, 0).map(({ node }) => memberOf(document, node))
}

export function replacementAt(
  document: Document,
  from: number,
  { path, value }: Written,
): Replacement | undefined {
  const node = path === undefined ? undefined : findValue(document, from, path)
  if (node === undefined) return undefined
  const { starts, ends } = document.index
  return { start: starts[node] ?? 0, end: ends[node] ?? 0, text: value }
}

/** `undefined` where one is missing. */
export function allOf<Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === values.length ? known : undefined
}
