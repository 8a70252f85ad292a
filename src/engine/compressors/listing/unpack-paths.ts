import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { printPathLine } from '../../text/listing/path-lines.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { inOrder, type ListedPath } from './read-order.ts'
import { directoryAlone, readRow } from './read-row.ts'
import { type ListStyle, stringOf, styleOf } from './spelling.ts'

/**
 * The reference decoder of the form `paths`; its grammar is in docs/packed-listing.md. `undefined`
 * for anything else, and for a text whose checksum fails.
 */
export function unpackPaths(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  const style = parsed?.form === 'paths' ? styleOf(parsed.legend) : undefined
  if (parsed === undefined || style === undefined) return undefined
  const isTerminated = parsed.body.endsWith('\n')
  const reader = new ListReader(style)
  for (const row of (isTerminated ? parsed.body.slice(0, -1) : parsed.body).split('\n')) {
    if (!reader.read(row)) return undefined
  }
  if (!reader.flush()) return undefined
  const text = reader.lines.join('\n') + (isTerminated ? '\n' : '')
  return checksum(text) === parsed.check ? text : undefined
}

const LEAD = /^("(?:[^"\\]|\\.){0,60}") before each of$/

class ListReader {
  readonly lines: string[] = []
  readonly #style: ListStyle
  #groups: (readonly ListedPath[])[] = []
  #lead = ''
  #base = ''
  #room: number = UNPACKING_LIMITS.units

  constructor(style: ListStyle) {
    this.#style = style
  }

  /** False for a row that makes no sense. */
  read(row: string): boolean {
    if (row.startsWith('|')) return this.flush() && this.#add(row.slice(1))
    if (row.startsWith('[')) return parseGap(row) !== undefined && this.flush() && this.#add(row)
    if (row.startsWith('order: ')) return this.flush(row)
    const [, lead] = LEAD.exec(row) ?? []
    if (lead !== undefined) {
      this.#lead = stringOf(lead) ?? ''
      return true
    }
    return this.#readGroup(row)
  }

  /** A row of names; or, without any, the directory that indented rows are below. */
  #readGroup(row: string): boolean {
    const isIndented = row.startsWith(' ')
    if (!isIndented) this.#base = ''
    const alone = directoryAlone(row)
    if (alone !== undefined) {
      this.#base = alone
      return true
    }
    const members = readRow(isIndented ? row.slice(1) : row, {
      root: this.#style.root + this.#base,
      suffix: this.#style.suffix,
      usual: this.#style.usual,
    })
    if (members === undefined) return false
    this.#groups.push(members.map((member) => ({ ...member, lead: this.#lead })))
    return true
  }

  /** Prints the groups read so far. */
  flush(order?: string): boolean {
    const listed = inOrder(this.#groups, order)
    this.#groups = []
    this.#lead = ''
    this.#base = ''
    return listed?.every((line) => this.#add(printPathLine(line, this.#style.shape))) ?? false
  }

  #add(line: string): boolean {
    this.#room -= line.length + 1
    this.lines.push(line)
    return this.#room >= 0 && this.lines.length <= UNPACKING_LIMITS.lines
  }
}
