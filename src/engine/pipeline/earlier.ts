import type { Packer } from '../contracts/compressor.ts'
import type {
  Earlier,
  EarlierBlock,
  LineRange,
  LineTable,
  StandingLine,
} from '../contracts/earlier.ts'
import type { Origin } from '../ir/conversation.ts'
import { parseShortened } from '../recall/marker.ts'
import { argumentTexts, mayHoldTexts } from '../text/argument-texts.ts'
import { jsonShape } from '../text/json-shape.ts'
import { lineTableOf } from '../text/line-table.ts'
import { parsePacked } from '../text/packed-header.ts'
import { type Reader, unpackOurs } from './expand-text.ts'
import { linesInSight, numberedLines, within } from './lines-in-sight.ts'
import { unpackContextOn } from './unpack-part.ts'

/** Lines that are remembered, at most; later ones are not referred to. */
const MOST_LINES = 500_000
/** Blocks remembered for one first line, and for one length. */
const MOST_ALIKE = 4
/** Characters of a call that name it. */
const LONGEST_INPUT = 60

/** What a block sees above it; the names are those of `Work`. */
export interface Sight {
  readonly above: Earlier
  readonly earlier: Earlier | undefined
}

/** Nothing is referred to that may be gone when the model reads. */
export function sightOf(ledger: Ledger, mayRefer: boolean): Sight {
  return { above: ledger, earlier: mayRefer ? ledger : undefined }
}

/** What stands in one tool result now. */
export interface Shown {
  /** As the model reads it. */
  readonly text: string
  readonly origin?: Origin | undefined
  /** Where known: what `text` unpacks to. Spares the decoding. */
  readonly original?: string
}

/** What the model said in a call. */
interface Said {
  readonly input: string
}

/**
 * The tool results of a request so far, found by their lines. It grows block by block and is read
 * between; every block is read once, when the next one asks.
 */
export class Ledger implements Earlier {
  readonly #reader: Reader
  readonly #blocks: (EarlierBlock | undefined)[] = []
  readonly #waiting: (Shown | Said)[] = []
  #callsWaiting = 0
  #callsRead = 0
  /** By call and path. */
  readonly #arguments = new Map<string, EarlierBlock>()
  readonly #newest = new Map<number, Link>()
  readonly #bySize = new Map<number, readonly EarlierBlock[]>()
  readonly #byFirstLine = new Map<number, readonly EarlierBlock[]>()
  readonly #byShape = new Map<string, readonly EarlierBlock[]>()
  #last: { readonly text: string; readonly table: LineTable } | undefined
  readonly #numbered = new Map<EarlierBlock, ReadonlyMap<number, string>>()
  /** Calls whose results are folded or viewed. */
  readonly #shortened = new Set<string>()
  #room = MOST_LINES

  constructor(reader: Reader) {
    this.#reader = reader
  }

  add(shown: Shown): void {
    this.#waiting.push(shown)
  }

  /** Takes the arguments of a call: the model sees them, too. */
  addCall(input: string): void {
    this.#waiting.push({ input })
    this.#callsWaiting++
  }

  /** From here on nothing above is found: the model may not see it. Numbers go on, and still lead there. */
  forget(): void {
    this.#catchUp()
    this.#newest.clear()
    this.#bySize.clear()
    this.#byFirstLine.clear()
    this.#byShape.clear()
  }

  get count(): number {
    return this.#blocks.length + this.#waiting.length - this.#callsWaiting
  }

  get calls(): number {
    return this.#callsRead + this.#callsWaiting
  }

  get isEmpty(): boolean {
    this.#catchUp()
    return this.#blocks.length + this.#arguments.size === 0
  }

  argument(call: number, path: string): EarlierBlock | undefined {
    this.#catchUp()
    return this.#arguments.get(`${call} ${path}`)
  }

  block(number: number): EarlierBlock | undefined {
    this.#catchUp()
    return this.#blocks[number - 1]
  }

  linesOf(block: EarlierBlock): ReadonlyMap<number, string> {
    const known = this.#numbered.get(block) ?? numberedLines(block)
    this.#numbered.set(block, known)
    return known
  }

  wasShortened(call: Origin): boolean {
    this.#catchUp()
    return /\w/.test(call.input) && this.#shortened.has(nameOf(call))
  }

  tableOf(text: string): LineTable {
    if (this.#last?.text !== text) this.#last = { text, table: lineTableOf(text) }
    return this.#last.table
  }

  lineLike(key: number): StandingLine | undefined {
    this.#catchUp()
    return this.#newest.get(key)
  }

  equalTo({ text, folded }: Pick<EarlierBlock, 'text' | 'folded'>): EarlierBlock | undefined {
    this.#catchUp()
    const asLong = this.#bySize.get(text.length)
    return asLong?.find((block) => block.folded === folded && block.text === text)
  }

  beginningLike(key: number): readonly EarlierBlock[] {
    this.#catchUp()
    return this.#byFirstLine.get(key) ?? []
  }

  shapedLike(text: string): readonly EarlierBlock[] {
    this.#catchUp()
    return this.#byShape.get(jsonShape(text)) ?? []
  }

  #catchUp(): void {
    const waiting = this.#waiting.splice(0)
    this.#callsWaiting = 0
    for (const one of waiting) {
      if ('input' in one) this.#readCall(one, ++this.#callsRead)
      else this.#blocks.push(this.#read(one))
    }
  }

  #readCall({ input }: Said, number: number): void {
    if (!mayHoldTexts(input)) return
    const call = shortOf(input)
    for (const { path, text } of argumentTexts(input)) {
      if (this.#arguments.has(`${number} ${path}`)) continue
      const block = { number, argument: path, call, text, folded: false }
      this.#arguments.set(`${number} ${path}`, block)
      this.#link(block, EVERY_LINE)
      this.#remember(block)
    }
  }

  #read({ text, origin, original }: Shown): EarlierBlock | undefined {
    const shortened = parseShortened(text)
    if (shortened !== undefined && origin !== undefined) this.#shortened.add(nameOf(origin))
    if (typeof shortened?.marker.shows === 'string') return undefined
    const folded = shortened !== undefined
    const body = shortened?.body ?? text
    const reader = { ...this.#reader, earlier: this }
    const unpacked = original ?? unpackOurs(body, folded, reader)
    const number = this.#blocks.length + 1
    const packer = unpacked === undefined ? undefined : packerOf(body, reader)
    const isRecoded = packer?.keepsOrder === true
    const block = { number, call: callOf(origin), text: unpacked ?? body, folded, isRecoded }
    const isStanding = packer === undefined || isRecoded
    this.#link(block, isStanding ? EVERY_LINE : standingIn(body, packer, reader))
    // One look has to be enough: what refers itself is referred to line by line.
    if (packer?.refers !== true) this.#remember(block)
    return block
  }

  #link(block: EarlierBlock, standing: readonly LineRange[]): void {
    let previous: Link | undefined
    const table = this.tableOf(block.text)
    for (const { start, end, key, number } of within(standing, linesInSight(block, table))) {
      if (this.#room-- <= 0) return
      const older = key === 0 ? undefined : this.#newest.get(key)
      const above = previous?.number === number - 1 ? previous : undefined
      const line: Link = { block, number, start, end, previous: above, next: undefined, older }
      if (above !== undefined) above.next = line
      if (key !== 0) this.#newest.set(key, line)
      previous = line
    }
  }

  /** For references to the whole. */
  #remember(block: EarlierBlock): void {
    const { length } = block.text
    const asLong = this.#bySize.get(length) ?? []
    if (asLong.length < MOST_ALIKE) this.#bySize.set(length, [...asLong, block])
    if (block.folded) return
    const [key = 0] = this.tableOf(block.text).keys
    if (key !== 0) rememberNewest(this.#byFirstLine, key, block)
    const shape = jsonShape(block.text)
    if (shape !== '') rememberNewest(this.#byShape, shape, block)
  }
}

function rememberNewest<Key>(
  known: Map<Key, readonly EarlierBlock[]>,
  key: Key,
  block: EarlierBlock,
): void {
  known.set(key, [block, ...(known.get(key) ?? [])].slice(0, MOST_ALIKE))
}

type Link = Omit<StandingLine, 'next'> & { next: Link | undefined }

const EVERY_LINE: readonly LineRange[] = [{ from: 1, to: Number.POSITIVE_INFINITY }]

function packerOf(packed: string, { workshop }: Reader): Packer | undefined {
  const form = parsePacked(packed)?.form
  return workshop.packers.find((packer) => packer.form === form)
}

/** Which lines of the unpacked text stand in `packed` as they are. */
function standingIn(packed: string, packer: Packer, reader: Reader): readonly LineRange[] {
  const { earlier, workshop } = reader
  return packer.standing?.(packed, unpackContextOn(workshop.packers, { earlier })) ?? []
}

function nameOf({ tool, input }: Origin): string {
  return `${tool}\n${input}`
}

/** How a reference names the block: by what the model itself asked for. */
function callOf(origin: Origin | undefined): string {
  if (origin === undefined) return ''
  return `${origin.tool.slice(0, LONGEST_INPUT)} ${shortOf(origin.input)}`.trim()
}

function shortOf(input: string): string {
  const short = input.length > LONGEST_INPUT ? `${cut(input)}…` : input
  return short.replace(/[\r\n\u2028\u2029]+/g, ' ').trim()
}

/** Not between the halves of one character. */
function cut(input: string): string {
  const last = input.charCodeAt(LONGEST_INPUT - 1)
  return input.slice(0, last >= 0xd800 && last <= 0xdbff ? LONGEST_INPUT - 1 : LONGEST_INPUT)
}
