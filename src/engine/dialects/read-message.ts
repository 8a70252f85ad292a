import type { Span } from '../ir/content.ts'
import {
  type Block,
  type BlockId,
  type BlockKind,
  blockId,
  type Origin,
  type Role,
  type Seal,
} from '../ir/conversation.ts'
import { itemsAt, type JsonObject, type JsonSource, textAt } from './json-source.ts'
import { hasDoubledKey, isMedia, isSigned, roleOf } from './message-facts.ts'
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
  readonly call?: Origin
}

export interface MessageContext {
  /** Position in the list, the first number of every block id. */
  readonly index: number
  readonly compressUser: boolean
  /** The call of that id, or of that function, made before this message. */
  callBefore(key: CallKey): Origin | undefined
}

export interface CallKey {
  readonly id?: string
  readonly name?: string
}

/** Blocks of one message of any of our formats: the parts say what they are, not the conversation. */
export function readMessage<Value>(
  source: JsonSource<Value>,
  message: JsonObject<Value>,
  context: MessageContext,
): readonly ReadBlock<Value>[] {
  return new MessageReader(source, message, context).read()
}

/** A string where it stands, and what it says. */
interface Said<Value> {
  readonly string: Value
  readonly text: string
}

class MessageReader<Value> {
  private readonly source: JsonSource<Value>
  private readonly message: JsonObject<Value>
  private readonly context: MessageContext
  private readonly role: Role
  private readonly signed: boolean

  constructor(source: JsonSource<Value>, message: JsonObject<Value>, context: MessageContext) {
    this.source = source
    this.message = message
    this.context = context
    this.role = roleOf(textAt(source, message, 'role'))
    this.signed = isSigned(source, message)
  }

  read(): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(this.message)) return [this.opaque([0])]
    const content = this.readContent()
    const after = content.length === 0 ? 0 : this.contentLength()
    return [...this.readReasoning(after), ...content, ...this.readCalls(after + 1)]
  }

  /** Slots that the content takes in the ids of this message. */
  private contentLength(): number {
    return Math.max(1, itemsAt(this.source, this.message, 'content').length)
  }

  private readContent(): readonly ReadBlock<Value>[] {
    const { source, message } = this
    const content = message.member('content')
    if (content === undefined) return message.has('content') ? [this.opaque([0])] : []
    const items = source.items(content)
    if (items !== undefined)
      return items.flatMap((part, at) => this.readPart(source.object(part), at))
    const text = source.text(content)
    if (text !== undefined) return this.readText({ string: content, text }, [0], this.signed)
    return source.isNull(content) ? [] : [this.opaque([0])]
  }

  private readPart(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(part)) return [this.opaque([at])]
    const type = textAt(this.source, part, 'type')
    if (type === 'text') return this.readTextPart(part, [at])
    if (type === 'tool_result') return this.readResult(part, at)
    if (type === 'thinking' || type === 'redacted_thinking') return [this.thinking(part, at)]
    if (type === 'tool_use' || type === 'server_tool_use' || type === 'mcp_tool_use')
      return [this.call(part, [at], 'input')]
    return [this.untouched(part, [at])]
  }

  private readTextPart(
    part: JsonObject<Value>,
    path: readonly number[],
  ): readonly ReadBlock<Value>[] {
    const said = this.saidIn(part)
    if (said === undefined) return [this.opaque(path)]
    return this.readText(said, path, this.signed || isSigned(this.source, part))
  }

  /** The text of a text part. */
  private saidIn(part: JsonObject<Value>): Said<Value> | undefined {
    const string = part.member('text')
    const text = string === undefined ? undefined : this.source.text(string)
    return string === undefined || text === undefined ? undefined : { string, text }
  }

  /** Text of the message itself: open where a tool speaks, data where a user quotes it. */
  private readText(
    said: Said<Value>,
    path: readonly number[],
    signed: boolean,
  ): readonly ReadBlock<Value>[] {
    const { text } = said
    if (signed) return [this.sealed({ kind: 'text', text, path, seal: 'signed' })]
    if (this.role === 'tool') return [this.result(said, path, this.resultOrigin())]
    if (this.role === 'user' && this.context.compressUser) return this.readUserText(said, path)
    return [this.sealed({ kind: 'text', text, path })]
  }

  private readUserText(
    { string, text }: Said<Value>,
    path: readonly number[],
  ): readonly ReadBlock<Value>[] {
    const stretches = userStretches(text)
    return stretches.map(({ start, end, data }, at) => {
      const words = text.slice(start, end)
      const inner = stretches.length === 1 ? path : [...path, at]
      if (!data) return this.sealed({ kind: 'text', text: words, path: inner })
      const id = this.idOf(inner)
      const block: Block = { id, kind: 'text', text: words, seal: 'open', packOnly: true }
      return { block, place: { string, stretch: { start, end } } }
    })
  }

  /** What produced the text of a `tool` or `function` message. */
  private resultOrigin(): Origin | undefined {
    const { source, message, context } = this
    const id = textAt(source, message, 'tool_call_id')
    const name = textAt(source, message, 'name')
    const known =
      id === undefined
        ? context.callBefore(name === undefined ? {} : { name })
        : context.callBefore({ id })
    if (known !== undefined || name === undefined) return known
    return { tool: name, callId: id ?? '', input: '' }
  }

  /** A `tool_result`: open in what a user or tool hands back, untouched where an assistant holds it. */
  private readResult(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    const { source } = this
    const content = part.member('content')
    const sealed = this.signed || isSigned(source, part)
    if (content === undefined || sealed || (this.role !== 'user' && this.role !== 'tool'))
      return [this.opaque([at], sealed ? 'signed' : 'instruction')]
    const id = textAt(source, part, 'tool_use_id')
    const origin = id === undefined ? undefined : this.context.callBefore({ id })
    const text = source.text(content)
    if (text !== undefined) return [this.result({ string: content, text }, [at], origin)]
    return (source.items(content) ?? []).map((inner, position) =>
      this.readResultPart(source.object(inner), [at, position], origin),
    )
  }

  private readResultPart(
    part: JsonObject<Value>,
    path: readonly number[],
    origin: Origin | undefined,
  ): ReadBlock<Value> {
    if (hasDoubledKey(part)) return this.opaque(path)
    const isText = textAt(this.source, part, 'type') === 'text'
    const said = isText ? this.saidIn(part) : undefined
    if (said === undefined) return this.untouched(part, path)
    if (!isSigned(this.source, part)) return this.result(said, path, origin)
    return this.sealed({ kind: 'tool-result', text: said.text, path, seal: 'signed' })
  }

  private result(
    { string, text }: Said<Value>,
    path: readonly number[],
    origin: Origin | undefined,
  ): ReadBlock<Value> {
    const block: Block = { id: this.idOf(path), kind: 'tool-result', text, seal: 'open' }
    return { block: origin === undefined ? block : { ...block, origin }, place: { string } }
  }

  private thinking(part: JsonObject<Value>, at: number): ReadBlock<Value> {
    const text = textAt(this.source, part, 'thinking') ?? ''
    return this.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })
  }

  /** Reasoning beside the content, as OpenAI-compatible servers give and take it back. */
  private readReasoning(at: number): readonly ReadBlock<Value>[] {
    const text = textAt(this.source, this.message, 'reasoning_content')
    if (text === undefined) return []
    return [this.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })]
  }

  /** `tool_calls`, and the older `function_call`. */
  private readCalls(first: number): readonly ReadBlock<Value>[] {
    const { source, message } = this
    const legacy = message.member('function_call')
    const calls = itemsAt(source, message, 'tool_calls').map((call, at) =>
      this.toolCall(call, [first + at]),
    )
    if (legacy === undefined || source.isNull(legacy)) return calls
    return [...calls, this.call(source.object(legacy), [first + calls.length], 'arguments')]
  }

  private toolCall(value: Value, path: readonly number[]): ReadBlock<Value> {
    const call = this.source.object(value)
    const inner = call.member('function')
    if (inner === undefined) return this.opaque(path)
    const { block, call: made } = this.call(this.source.object(inner), path, 'arguments')
    const callId = textAt(this.source, call, 'id') ?? ''
    return made === undefined ? { block } : { block, call: { ...made, callId } }
  }

  private call(
    part: JsonObject<Value>,
    path: readonly number[],
    inputKey: 'input' | 'arguments',
  ): ReadBlock<Value> {
    const { source } = this
    const value = part.member(inputKey)
    const input = value === undefined ? '' : (source.text(value) ?? source.json(value))
    const { block } = this.sealed({ kind: 'tool-call', text: input, path })
    const tool = textAt(source, part, 'name')
    if (tool === undefined) return { block }
    return { block, call: { tool, callId: textAt(source, part, 'id') ?? '', input } }
  }

  private untouched(part: JsonObject<Value>, path: readonly number[]): ReadBlock<Value> {
    const seal = this.signed || isSigned(this.source, part) ? 'signed' : 'instruction'
    if (!isMedia(this.source, part)) return this.opaque(path, seal)
    return this.sealed({ kind: 'media', text: '', path, seal })
  }

  private opaque(path: readonly number[], seal: Seal = 'instruction'): ReadBlock<Value> {
    return this.sealed({ kind: 'opaque', text: '', path, seal })
  }

  private sealed({ kind, text, path, seal = 'instruction' }: SealedText): ReadBlock<Value> {
    return { block: { id: this.idOf(path), kind, text, seal } }
  }

  private idOf(path: readonly number[]): BlockId {
    return blockId(this.context.index, ...path)
  }
}

interface SealedText {
  readonly kind: BlockKind
  readonly text: string
  readonly path: readonly number[]
  readonly seal?: Seal
}
