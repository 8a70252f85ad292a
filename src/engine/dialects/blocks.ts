import type { Span } from '../ir/content.ts'
import { type Block, type BlockKind, blockId, type Origin, type Seal } from '../ir/conversation.ts'
import type { Call } from './calls.ts'
import type { JsonObject, JsonSource } from './json-source.ts'
import { hasDoubledKey, isSigned, isTextPart, kindOf } from './message-facts.ts'
import { userStretches } from './user-data.ts'

/** Where an open block lives: a string, or a stretch of what it says. */
export interface Place<Value> {
  readonly string: Value
  readonly stretch?: Span
}

/** A block, where it can be written, and the call it makes. */
export interface ReadBlock<Value> {
  readonly block: Block
  /** Only of open blocks: what is sealed can't be written, by construction. */
  readonly place?: Place<Value>
  readonly call?: Call
}

/** A string where it stands, and what it says. */
export interface Said<Value> {
  readonly string: Value
  readonly text: string
}

interface SealedText {
  readonly kind: BlockKind
  readonly text?: string
  readonly path: readonly number[]
  readonly seal?: Seal
}

/** What a tool handed back, and where in its message. */
interface Result<Value> {
  readonly content: Value
  readonly path: readonly number[]
  readonly origin: Origin | undefined
}

/** A call as its part writes it. */
interface MadeCall<Value> extends Omit<Call, 'origin'> {
  readonly tool: string | undefined
  readonly callId: string | undefined
  readonly input: Value | undefined
  readonly path: readonly number[]
}

/** Makes the blocks of one message, item or content: what the readers of all formats have in common. */
export class Blocks<Value> {
  private readonly source: JsonSource<Value>
  /** Position in the list, the first number of every block id. */
  private readonly index: number

  constructor(source: JsonSource<Value>, index: number) {
    this.source = source
    this.index = index
  }

  /** The text of an object's member. */
  saidAt(object: JsonObject<Value>, key: string): Said<Value> | undefined {
    const string = object.member(key)
    const text = object.text(key)
    return string === undefined || text === undefined ? undefined : { string, text }
  }

  /** An open block of what a tool said. */
  result(
    { string, text }: Said<Value>,
    path: readonly number[],
    origin: Origin | undefined,
  ): ReadBlock<Value> {
    const id = blockId(this.index, ...path)
    const block: Block = { id, kind: 'tool-result', text, seal: 'open' }
    return { block: origin === undefined ? block : { ...block, origin }, place: { string } }
  }

  /** A result as most formats have it: a text, numbered as `path`, or a list of parts inside it. */
  results({ content, path, origin }: Result<Value>): readonly ReadBlock<Value>[] {
    const text = this.source.text(content)
    if (text !== undefined) return [this.result({ string: content, text }, path, origin)]
    return (this.source.items(content) ?? []).map((part, at) =>
      this.resultPart(this.source.object(part), [...path, at], origin),
    )
  }

  private resultPart(
    part: JsonObject<Value>,
    path: readonly number[],
    origin: Origin | undefined,
  ): ReadBlock<Value> {
    if (hasDoubledKey(part)) return this.opaque(path)
    const said = isTextPart(part) ? this.saidAt(part, 'text') : undefined
    if (said === undefined) return this.untouched(part, path)
    if (!isSigned(part)) return this.result(said, path, origin)
    return this.sealed({ kind: 'tool-result', text: said.text, path, seal: 'signed' })
  }

  /** A user's text: sealed, but for the data in it where the caller opens that. */
  userText(
    { string, text }: Said<Value>,
    path: readonly number[],
    compressUser: boolean,
  ): readonly ReadBlock<Value>[] {
    if (!compressUser) return [this.sealed({ kind: 'text', text, path })]
    const stretches = userStretches(text)
    return stretches.map(({ start, end, data }, at) => {
      const words = text.slice(start, end)
      const inner = stretches.length === 1 ? path : [...path, at]
      if (!data) return this.sealed({ kind: 'text', text: words, path: inner })
      const id = blockId(this.index, ...inner)
      const block: Block = { id, kind: 'text', text: words, seal: 'open', packOnly: true }
      return { block, place: { string, stretch: { start, end } } }
    })
  }

  /** A call's arguments, sealed; its result can name it where it says which tool it calls. */
  call({ tool, callId = '', input, path, ...more }: MadeCall<Value>): ReadBlock<Value> {
    const { source } = this
    const text = input === undefined ? '' : (source.text(input) ?? source.json(input))
    const { block } = this.sealed({ kind: 'tool-call', text, path })
    if (tool === undefined) return { block }
    return { block, call: { ...more, origin: { tool, callId, input: text } } }
  }

  /** A part of a kind that is never touched. */
  untouched(part: JsonObject<Value>, path: readonly number[], signed = false): ReadBlock<Value> {
    const seal = signed || isSigned(part) ? 'signed' : 'instruction'
    return this.sealed({ kind: kindOf(part.text('type')), path, seal })
  }

  opaque(path: readonly number[], seal?: Seal): ReadBlock<Value> {
    return this.sealed({ kind: 'opaque', path, ...(seal === undefined ? {} : { seal }) })
  }

  sealed({ kind, text = '', path, seal = 'instruction' }: SealedText): ReadBlock<Value> {
    return { block: { id: blockId(this.index, ...path), kind, text, seal } }
  }
}
