import type { Span } from '../ir/content.ts'
import { indexJson, JSON_KIND, type JsonIndex, keyEnd } from '../text/json-index.ts'
import type { Place } from './blocks.ts'
import { JsonObject, type JsonSource } from './json-source.ts'
import { printInput } from './print-input.ts'
import type { Change } from './read-conversation.ts'

/** A node of a `JsonIndex`. */
export type Node = number

/** A whole JSON text, its nodes found once, that can be written with some strings changed. */
export interface JsonText extends JsonSource<Node> {
  readonly root: Node
  /** Every other character is copied. Changes to one string come in its order. */
  splice(changes: readonly Change<Node>[]): string
  /** From the first character of a value to behind its last. */
  spanOf(value: Node): Span
  /** Where the texts at these places are written, without quotes. Places come as the document goes. */
  spansOf(places: readonly Place<Node>[]): readonly Span[]
}

/** A text as it stands inside a string literal. */
export function printInner(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** As the document goes: where members stand is their writer's choice. */
export function inOrder<Placed extends { readonly place: Place<Node> }>(
  placed: readonly Placed[],
): readonly Placed[] {
  return placed.toSorted((one, other) => one.place.string - other.place.string)
}

/** `undefined` for what is not one whole JSON text. */
export function jsonTextSource(text: string): JsonText | undefined {
  const index = indexJson(text)
  if (index === undefined || !isBlank(text, index.ends[0] ?? 0)) return undefined
  return new IndexedText(text, index)
}

/** True when nothing but JSON's own white space follows. */
function isBlank(text: string, from: number): boolean {
  return /^[ \t\r\n]*$/.test(text.slice(from))
}

class IndexedText implements JsonText {
  readonly root: Node = 0
  private readonly whole: string
  private readonly index: JsonIndex

  constructor(whole: string, index: JsonIndex) {
    this.whole = whole
    this.index = index
  }

  object(value: Node): JsonObject<Node> {
    const isObject = this.index.kinds[value] === JSON_KIND.object
    return new JsonObject(this, isObject ? this.members(value) : [])
  }

  items(value: Node): readonly Node[] | undefined {
    return this.index.kinds[value] === JSON_KIND.array ? this.children(value) : undefined
  }

  text(value: Node): string | undefined {
    if (this.index.kinds[value] !== JSON_KIND.string) return undefined
    return this.decoded(this.written(value))
  }

  isNull(value: Node): boolean {
    return this.whole.startsWith('null', this.index.starts[value])
  }

  json(value: Node): string {
    return printInput(JSON.parse(this.written(value)))
  }

  splice(changes: readonly Change<Node>[]): string {
    const sorted = inOrder(changes)
    const spans = this.spansOf(sorted.map(({ place }) => place))
    const pieces: string[] = []
    let copied = 0
    for (const [at, { start, end }] of spans.entries()) {
      pieces.push(this.whole.slice(copied, start), printInner(sorted[at]?.text ?? ''))
      copied = end
    }
    return pieces.join('') + this.whole.slice(copied)
  }

  spanOf(value: Node): Span {
    return { start: this.index.starts[value] ?? 0, end: this.index.ends[value] ?? 0 }
  }

  spansOf(places: readonly Place<Node>[]): readonly Span[] {
    let literal = new Literal(this.whole, 0)
    return places.map(({ string, stretch }) => {
      const { start, end } = this.spanOf(string)
      if (stretch === undefined) return { start: start + 1, end: end - 1 }
      if (literal.start !== start) literal = new Literal(this.whole, start)
      return { start: literal.offsetOf(stretch.start), end: literal.offsetOf(stretch.end) }
    })
  }

  private written(value: Node): string {
    return this.whole.slice(this.index.starts[value], this.index.ends[value])
  }

  /** Key and value, in order; keys that stand twice come twice. */
  private members(object: Node): readonly (readonly [key: string, value: Node])[] {
    return this.children(object).map((child) => [this.keyOf(child), child])
  }

  private keyOf(member: Node): string {
    const start = this.index.keys[member] ?? 0
    return this.decoded(this.whole.slice(start, keyEnd(this.whole, this.index, member)))
  }

  private decoded(literal: string): string {
    return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1)
  }

  private children(parent: Node): readonly Node[] {
    const { nexts } = this.index
    const end = nexts[parent] ?? 0
    const children: Node[] = []
    for (let child = parent + 1; child < end; child = nexts[child] ?? end) children.push(child)
    return children
  }
}

const BACKSLASH = 0x5c
const LOWER_U = 0x75

/** Finds where the characters of a string literal are written; asked in ascending order. */
class Literal {
  readonly start: number
  private readonly whole: string
  private at: number
  private passed = 0

  constructor(whole: string, start: number) {
    this.whole = whole
    this.start = start
    this.at = start + 1
  }

  /** Offset in the text at which that UTF-16 unit of the decoded string is written. */
  offsetOf(unit: number): number {
    for (; this.passed < unit; this.passed++) this.at += this.unitLength()
    return this.at
  }

  private unitLength(): number {
    if (this.whole.charCodeAt(this.at) !== BACKSLASH) return 1
    return this.whole.charCodeAt(this.at + 1) === LOWER_U ? 6 : 2
  }
}
