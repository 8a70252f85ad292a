import { parseGap } from './gap-line.ts'
import { isPlainSpace, numberEnd, stringEnd, wordEnd } from './json-lexemes.ts'

/** What a node is; the numbers stand in `JsonIndex.kinds`. */
export const JSON_KIND = {
  object: 1,
  array: 2,
  string: 3,
  number: 4,
  /** `true`, `false` or `null`: the first letter tells which. */
  word: 5,
  /** One of our gap lines; only where `IndexOptions.gaps` is set. */
  gap: 6,
} as const

/**
 * Where every value of a JSON text lies, in flat arrays: one slot a value, in document order
 * (a container before what it holds), nothing parsed. All offsets are UTF-16 code units, ends are
 * exclusive, and `text.slice(starts[n], ends[n])` is the value as written. Keys are no nodes.
 *
 * The children of container `n` are `n + 1`, then `nexts[n + 1]`, … while below `nexts[n]`:
 * `for (let child = n + 1; child < nexts[n]; child = nexts[child])`.
 */
export interface JsonIndex {
  /** How many nodes there are; at least 1. Node 0 is the whole value, so `ends[0]` is where it ends. */
  readonly count: number
  /** One of `JSON_KIND` a node. */
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** The first node after the subtree: the next sibling, or what follows the parent's subtree. */
  readonly nexts: Int32Array
  /** Of a member's value: offset of its key's opening quote (its end: `keyEnd`). Of others: -1. */
  readonly keys: Int32Array
  /** True when white space stands anywhere between the tokens of the value. */
  readonly hasSpace: boolean
}

export interface IndexOptions {
  /** Reads our gap lines where a row could stand: a whole line, without a comma behind it. */
  readonly gaps?: boolean
}

/**
 * Indexes the strict RFC 8259 value that begins at `start` (white space before it is stepped over).
 * What follows the value is not looked at. `undefined` when there is no valid value. Linear, and
 * nesting costs memory only.
 */
export function indexJson(
  text: string,
  start = 0,
  options: IndexOptions = {},
): JsonIndex | undefined {
  const scan = new Scan(text, options.gaps === true)
  return scan.readValue(start) ? scan.index() : undefined
}

/**
 * Indexes a sequence of values, each on lines of its own (NDJSON, concatenated documents), as the
 * elements of an array that is not written: node 0 spans the whole sequence. `undefined` unless
 * the whole text from `start` to `end` is such values, white space and, if asked for, gap lines.
 */
export function indexJsonSequence(
  text: string,
  span: { readonly start: number; readonly end: number },
  options: IndexOptions = {},
): JsonIndex | undefined {
  const scan = new Scan(text, options.gaps === true)
  return scan.readSequence(span.start, span.end) ? scan.index() : undefined
}

/** Offset behind the closing quote of the key of `node`, which must have one. */
export function keyEnd(text: string, index: JsonIndex, node: number): number {
  let at = (index.starts[node] ?? 0) - 1
  while (isPlainSpace(text.charCodeAt(at))) at--
  at--
  while (isPlainSpace(text.charCodeAt(at))) at--
  return at + 1
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BRACKET = 0x5b
const BRACKET_END = 0x5d
const BRACE = 0x7b
const BRACE_END = 0x7d
const LINE_BREAK = 0x0a
const ELLIPSIS = 0x2026

/** A first guess of characters per value, so that most texts need no growing. */
const CHARACTERS_PER_VALUE = 12

/** The state of one pass over a text: the index so far, and the containers that are open. */
class Scan {
  private readonly text: string
  private readonly gaps: boolean
  private count = 0
  private kinds: Uint8Array
  private starts: Int32Array
  private ends: Int32Array
  private nexts: Int32Array
  private keys: Int32Array
  private open: Int32Array = new Int32Array(64)
  private depth = 0
  private at = 0
  /** Start of the key that was read last, until its value takes it. */
  private key = -1
  private hasSpace = false

  constructor(text: string, gaps: boolean) {
    this.text = text
    this.gaps = gaps
    const size = 16 + Math.floor(text.length / CHARACTERS_PER_VALUE)
    this.kinds = new Uint8Array(size)
    this.starts = new Int32Array(size)
    this.ends = new Int32Array(size)
    this.nexts = new Int32Array(size)
    this.keys = new Int32Array(size)
  }

  index(): JsonIndex {
    const { count } = this
    return {
      count,
      kinds: this.kinds.subarray(0, count),
      starts: this.starts.subarray(0, count),
      ends: this.ends.subarray(0, count),
      nexts: this.nexts.subarray(0, count),
      keys: this.keys.subarray(0, count),
      hasSpace: this.hasSpace,
    }
  }

  /** Reads one whole value; false when there is none. Leaves `at` behind it. */
  readValue(start: number): boolean {
    const floor = this.depth
    this.at = start
    this.skipSpace()
    if (floor === 0) this.hasSpace = false
    while (true) {
      if (!this.readStart()) return false
      const follows = this.readEnds(floor)
      if (follows !== 'value') return follows === 'done'
      if (!this.readKey()) return false
    }
  }

  readSequence(start: number, end: number): boolean {
    this.push(JSON_KIND.array, start)
    this.depth = 1
    this.at = start
    while (true) {
      this.skipSpace()
      if (this.gaps) this.readGaps()
      if (this.at >= end) break
      if (!this.readValue(this.at)) return false
      if (this.at > end) return false
    }
    this.ends[0] = end
    this.nexts[0] = this.count
    return true
  }

  /**
   * Reads a scalar, or opens containers down to the first value inside; an empty container is
   * opened and left for `readEnds` to close.
   */
  private readStart(): boolean {
    while (true) {
      const code = this.text.charCodeAt(this.at)
      if (code !== BRACE && code !== BRACKET) return this.readScalar(code)
      this.openContainer(code === BRACE ? JSON_KIND.object : JSON_KIND.array)
      if (this.isAtClose()) return true
      if (!this.readKey()) return false
    }
  }

  /** Closes what ends here; tells whether another value must follow, all is done, or it is broken. */
  private readEnds(floor: number): 'value' | 'done' | 'broken' {
    while (this.depth > floor) {
      this.skipSpace()
      const code = this.text.charCodeAt(this.at)
      if (code === COMMA) {
        this.at++
        this.skipSpace()
        if (!(this.gaps && this.readGaps() && this.isAtClose())) return 'value'
      }
      if (!this.isAtClose()) return 'broken'
      this.closeContainer()
    }
    return 'done'
  }

  private isInObject(): boolean {
    return this.kinds[this.open[this.depth - 1] ?? 0] === JSON_KIND.object
  }

  private isAtClose(): boolean {
    return this.text.charCodeAt(this.at) === (this.isInObject() ? BRACE_END : BRACKET_END)
  }

  private readScalar(first: number): boolean {
    const { text, at } = this
    let kind: number = JSON_KIND.number
    let end: number
    if (first === QUOTE) {
      kind = JSON_KIND.string
      end = stringEnd(text, at)
    } else if (first > 0x60) {
      kind = JSON_KIND.word
      end = wordEnd(text, at)
    } else {
      end = numberEnd(text, at)
    }
    if (end === -1) return false
    const node = this.push(kind, at)
    this.ends[node] = end
    this.nexts[node] = node + 1
    this.at = end
    return true
  }

  /** In an object: reads `"key" :` and the space around it. */
  private readKey(): boolean {
    if (!this.isInObject()) return true
    const { text } = this
    this.key = this.at
    if (text.charCodeAt(this.at) !== QUOTE) return false
    const end = stringEnd(text, this.at)
    if (end === -1) return false
    this.at = end
    if (text.charCodeAt(end) !== COLON) this.skipSpace()
    if (text.charCodeAt(this.at) !== COLON) return false
    this.at++
    this.skipSpace()
    return true
  }

  /** Reads gap lines, each with a line of its own; true when there was one. */
  private readGaps(): boolean {
    const { text } = this
    let found = false
    while (text.charCodeAt(this.at) === BRACKET && text.charCodeAt(this.at + 1) === ELLIPSIS) {
      if (this.at > 0 && text.charCodeAt(this.at - 1) !== LINE_BREAK) return found
      const lineEnd = text.indexOf('\n', this.at)
      const end = lineEnd === -1 ? text.length : lineEnd
      if (parseGap(text.slice(this.at, end)) === undefined) return found
      const node = this.push(JSON_KIND.gap, this.at)
      this.ends[node] = end
      this.nexts[node] = node + 1
      this.at = end
      this.skipSpace()
      found = true
    }
    return found
  }

  private openContainer(kind: number): void {
    const node = this.push(kind, this.at)
    if (this.depth === this.open.length) {
      const grown = new Int32Array(this.depth * 2)
      grown.set(this.open)
      this.open = grown
    }
    this.open[this.depth++] = node
    this.at++
    this.skipSpace()
    if (this.gaps) this.readGaps()
  }

  private closeContainer(): void {
    const node = this.open[--this.depth] ?? 0
    this.at++
    this.ends[node] = this.at
    this.nexts[node] = this.count
  }

  private skipSpace(): void {
    const { text } = this
    let { at } = this
    while (isPlainSpace(text.charCodeAt(at))) at++
    if (at === this.at) return
    this.at = at
    this.hasSpace = true
  }

  private push(kind: number, start: number): number {
    const node = this.count++
    if (node === this.kinds.length) this.grow()
    this.kinds[node] = kind
    this.starts[node] = start
    this.keys[node] = this.key
    this.key = -1
    return node
  }

  private grow(): void {
    const size = Math.ceil(this.count * 1.5) + 16
    const kinds = new Uint8Array(size)
    kinds.set(this.kinds)
    this.kinds = kinds
    this.starts = grown(this.starts, size)
    this.ends = grown(this.ends, size)
    this.nexts = grown(this.nexts, size)
    this.keys = grown(this.keys, size)
  }
}

function grown(array: Int32Array, size: number): Int32Array {
  const larger = new Int32Array(size)
  larger.set(array)
  return larger
}
