import type { UnpackContext } from '../../../contracts/compressor.ts'
import { checksum } from '../../../text/checksum.ts'
import { parsePacked } from '../../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../../text/unpacking-limits.ts'
import { blockOf, parseSource } from '../spelling.ts'
import { type Replacement, withReplacements } from './differences.ts'
import {
  childrenOf,
  type Document,
  findValue,
  isContainer,
  type Place,
  readDocument,
} from './document.ts'
import { indented, marginOf } from './margin.ts'
import { allOf, membersOf, readCells, replacementAt } from './read-cells.ts'
import { CELLS, FORM, parseAround, parseNew, parseRows } from './spelling.ts'

/** The reference decoder of the form `changed`: builds the text from the one it names and what is written. */
export function resolveChanges(
  packed: string,
  context: UnpackContext | undefined,
): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== FORM || context?.earlier === undefined) return undefined
  const [first = '', around = '', ...lines] = parsed.body.split('\n')
  const source = parseSource(first)
  const block = source && blockOf(source, context.earlier)
  if (block === undefined || block.folded) return undefined
  const document = readDocument(block.text)
  const outside = document === undefined ? undefined : outsideChanges(document, around)
  if (document === undefined || outside === undefined) return undefined
  const rows = readRows(lines, document, context)
  if (rows === undefined) return undefined
  const text = withReplacements(document.text, { start: 0, end: document.text.length }, [
    ...outside,
    ...rows,
  ])
  return checksum(text) === parsed.check ? text : undefined
}

function outsideChanges(document: Document, line: string): readonly Replacement[] | undefined {
  const object = parseAround(line)
  const values = object === '' ? [] : membersOf(object ?? '')
  return values && allOf(values.map((value) => replacementAt(document, 0, value)))
}

/** The list's rows, in the place of those above. */
function readRows(
  lines: readonly string[],
  document: Document,
  context: UnpackContext,
): readonly Replacement[] | undefined {
  if (lines.length === 0) return []
  const path = lines.map(parseRows).find((rows) => rows !== undefined)?.path
  const list = path === undefined ? undefined : findValue(document, 0, path)
  if (list === undefined || !isContainer(document, list)) return undefined
  const rows = childrenOf(document, list)
  const [first, second] = rows
  const last = rows.at(-1)
  const cells = lines.indexOf(CELLS)
  const patches =
    cells === -1 ? new Map() : readCells(lines.slice(cells + 1), { document, rows }, context)
  if (first === undefined || last === undefined || patches === undefined) return undefined
  const table = {
    document,
    rows,
    patches,
    margin: marginOf(document.text, document.index.ends[list] ?? 0),
    path,
    context,
  }
  const texts = rowTexts(cells === -1 ? lines : lines.slice(0, cells), table)
  if (texts === undefined) return undefined
  const separator = document.text.slice(first.end, (second ?? first).start)
  return [{ start: first.start, end: last.end, text: texts.join(separator) }]
}

interface RowTable {
  readonly document: Document
  readonly rows: readonly Place[]
  readonly patches: ReadonlyMap<number, readonly Replacement[]>
  readonly margin: string
  readonly path: string | undefined
  readonly context: UnpackContext
}

function rowTexts(lines: readonly string[], table: RowTable): readonly string[] | undefined {
  const texts: string[] = []
  let room: number = UNPACKING_LIMITS.units
  for (let at = 0; at < lines.length; at++) {
    const written = parseNew(lines[at] ?? '') ?? 0
    const rows = rowsAt(lines, { at, written }, table)
    if (rows === undefined) return undefined
    for (const row of rows) {
      room -= row.length + 1
      if (room < 0) return undefined
      texts.push(row)
    }
    at += written
  }
  return texts
}

function rowsAt(
  lines: readonly string[],
  { at, written }: { readonly at: number; readonly written: number },
  table: RowTable,
): Iterable<string> | undefined {
  return written === 0
    ? namedRows(lines[at] ?? '', table)
    : newRows(lines.slice(at + 1, at + 1 + written).join('\n'), table)
}

function* namedIn(
  ranges: readonly { readonly from: number; readonly to: number }[],
  { document, rows, patches }: RowTable,
): Generator<string> {
  for (const { from, to } of ranges) {
    for (let at = from - 1; at < to; at++) {
      const row = rows[at]
      if (row === undefined) return
      const { start, end } = row
      yield withReplacements(document.text, { start, end }, patches.get(at) ?? [])
    }
  }
}

function namedRows(line: string, table: RowTable): Iterable<string> | undefined {
  const named = parseRows(line)
  if (named === undefined || named.path !== table.path) return undefined
  return named.ranges.every(({ to }) => to <= table.rows.length)
    ? namedIn(named.ranges, table)
    : undefined
}

function newRows(written: string, { margin, context }: RowTable): Iterable<string> | undefined {
  const alone = written.startsWith('[packed ') ? context.unpack(written) : written
  const list = alone === undefined ? undefined : readDocument(indented(alone, margin))
  return list && childrenOf(list, 0).map(({ start, end }) => list.text.slice(start, end))
}
