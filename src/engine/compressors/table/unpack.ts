import { decodeTable } from '../../columns/decode-table.ts'
import { readText } from '../../columns/spell-cell.ts'
import type { Column } from '../../columns/table.ts'
import { checksum } from '../../text/checksum.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'

/** The reference decoder of the form `table`; its grammar is in docs/packed-table.md. */
export function unpackTable(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'table') return undefined
  const layout = layoutIn(parsed.legend)
  const lines = layout === undefined ? undefined : linesOf(parsed.body.split('\n'), layout)
  const text = lines?.join(layout?.lineEnd)
  return text !== undefined && checksum(text) === parsed.check ? text : undefined
}

interface Layout {
  /** Between cells in the text; `undefined` for Markdown. */
  readonly separator: string | undefined
  readonly hasHead: boolean
  readonly lineEnd: string
  readonly delimiter: string
}

const LAYOUT =
  /^table (?:Markdown|parted by "([,;|]|\\t)")(, without head)?(, CRLF)?(?:, here by "(,|\\t)")?(?:;|$)/

function layoutIn(legend: string): Layout | undefined {
  const match = LAYOUT.exec(legend)
  if (match === null) return undefined
  const [, source, headless, crlf, here] = match
  const separator = source?.replace('\\t', '\t')
  const delimiter = here?.replace('\\t', '\t') ?? separator ?? ','
  const lineEnd = crlf === undefined ? '\n' : '\r\n'
  return { separator, hasHead: headless === undefined, lineEnd, delimiter }
}

const BELOW = '[below the table]'

function linesOf(body: readonly string[], layout: Layout): readonly string[] | undefined {
  const mark = body.indexOf(BELOW)
  const last = body.at(-1) === '' ? body.length - 1 : body.length
  const end = mark === -1 ? last : mark
  const rule = layout.separator === undefined ? body.slice(1, 2) : []
  const written = body.slice(1 + rule.length, end)
  if (written.length > UNPACKING_LIMITS.lines) return undefined
  const columns = decodeTable(body[0] ?? '', written, layout.delimiter)
  const rows = columns === undefined ? undefined : rowsOf(columns, written.length)
  if (columns === undefined || rows === undefined) return undefined
  const names = layout.hasHead ? [columns.map(({ name }) => name)] : []
  const [head = '', ...others] = [...names, ...rows].map((cells) => lineOf(cells, layout))
  return [head, ...rule, ...others, ...body.slice(mark === -1 ? end : end + 1)]
}

/** `undefined` for cells that no packer writes, and where it would come to more than a text may. */
function rowsOf(columns: readonly Column[], count: number): string[][] | undefined {
  const rows: string[][] = []
  let room: number = UNPACKING_LIMITS.units
  for (let row = 0; row < count; row++) {
    const cells: string[] = []
    for (const column of columns) {
      const spelled = column.cells[row] ?? ''
      const cell = spelled === '' ? '' : readText(spelled)
      if (cell === undefined) return undefined
      cells.push(cell)
      room -= cell.length + 1
    }
    if (room < 0) return undefined
    rows.push(cells)
  }
  return rows
}

function lineOf(cells: readonly string[], { separator }: Layout): string {
  return separator === undefined ? `| ${cells.join(' | ')} |` : cells.join(separator)
}
