import { type Gap, parseGap } from '../../../../src/engine/text/gap-line.ts'
import { JSON_KIND, type JsonIndex, keyEnd } from '../../../../src/engine/text/json-index.ts'

/** About what a tokenizer counts, without one. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4)
}

export interface Row {
  readonly [name: string]: unknown
}

interface LogRow extends Row {
  readonly id: number
  readonly took: number
  readonly time: string
}

/** Ordinary rows, the same for the same seed. */
export function rowsOf(count: number, seed = 1): readonly LogRow[] {
  let state = seed + 12345
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >> 8) % below
  }
  return Array.from({ length: count }, (_, at) => ({
    id: 1000 + at,
    time: `2024-05-01T10:${String(Math.floor(at / 60) % 60).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}Z`,
    level: next(4) === 0 ? 'DEBUG' : 'INFO',
    message: `${['request served', 'cache hit', 'job done'][next(3)]} in ${next(90)} ms`,
    took: 20 + next(80),
    region: ['eu', 'us', 'ap'][next(3)],
    status: 200,
    ok: true,
  }))
}

type Print = (document: unknown) => string

/** How programs print JSON. */
export const LAYOUTS: readonly Print[] = [
  (document) => JSON.stringify(document),
  (document) => JSON.stringify(document, null, 2),
  (document) => JSON.stringify(document, null, '\t'),
  (document) => `${JSON.stringify(document, null, 4)}\n`,
  (document) => JSON.stringify(document, null, 1).replaceAll('\n', '\r\n'),
  (document) => `  ${JSON.stringify([document, document], null, 1)}`,
]

interface Indexed {
  readonly text: string
  readonly index: JsonIndex
}

/** What is wrong with `folded` as the original with gap lines for rows; `''` when nothing is. */
export function tiles(original: Indexed, folded: Indexed): string {
  return tilesAt(original, folded, [0, 0])
}

function tilesAt(original: Indexed, folded: Indexed, nodes: readonly [number, number]): string {
  const [node, left] = nodes
  const kind = original.index.kinds[node]
  if (kind !== folded.index.kinds[left]) return `kind at ${node}`
  if (nameOf(original, node) !== nameOf(folded, left)) return `key at ${node}`
  if (kind === JSON_KIND.object || kind === JSON_KIND.array)
    return rowsTile(original, folded, nodes)
  return lexeme(original, node) === lexeme(folded, left) ? '' : `value at ${node}`
}

function rowsTile(original: Indexed, folded: Indexed, nodes: readonly [number, number]): string {
  const rows = children(original.index, nodes[0])
  let row = 0
  for (const child of children(folded.index, nodes[1])) {
    const gap = gapAt(folded, child)
    if (gap !== undefined && gap.from !== row + 1) return `gap after row ${row} of ${nodes[0]}`
    const wrong = gap === undefined ? tilesAt(original, folded, [rows[row] ?? -1, child]) : ''
    if (wrong !== '') return wrong
    row = gap?.to ?? row + 1
  }
  return row === rows.length ? '' : `${row} of ${rows.length} rows at ${nodes[0]}`
}

function gapAt(folded: Indexed, node: number): Gap | undefined {
  if (folded.index.kinds[node] !== JSON_KIND.gap) return undefined
  return parseGap(lexeme(folded, node)) ?? { unit: 'rows', from: -1, to: -1, summary: '' }
}

function nameOf({ text, index }: Indexed, node: number): string {
  const key = index.keys[node] ?? -1
  return key === -1 ? '' : text.slice(key, keyEnd(text, index, node))
}

function lexeme({ text, index }: Indexed, node: number): string {
  return text.slice(index.starts[node], index.ends[node])
}

function children({ nexts }: JsonIndex, node: number): readonly number[] {
  const found: number[] = []
  const end = nexts[node] ?? 0
  for (let child = node + 1; child < end; child = nexts[child] ?? end) found.push(child)
  return found
}
