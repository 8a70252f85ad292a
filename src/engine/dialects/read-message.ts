import type { Origin, Role } from '../ir/conversation.ts'
import { Blocks, type ReadBlock, type Said } from './blocks.ts'
import { type Calls, isCalledByProgram } from './calls.ts'
import { itemsAt, type JsonObject, type JsonSource, textAt } from './json-source.ts'
import { hasDoubledKey, isSigned, isTextPart, roleOf } from './message-facts.ts'

/** What the reader of one message, item or content has to know. */
export interface ElementContext {
  /** Position in the list, the first number of every block id. */
  readonly index: number
  readonly compressUser: boolean
  /** The calls made before. */
  readonly calls: Calls
}

/**
 * Blocks of one message, be it OpenAI's, Anthropic's or plain: the parts say what they are, not the
 * conversation.
 */
export function readMessage<Value>(
  source: JsonSource<Value>,
  message: JsonObject<Value>,
  context: ElementContext,
): readonly ReadBlock<Value>[] {
  return new MessageReader(source, message, context).read()
}

class MessageReader<Value> {
  private readonly source: JsonSource<Value>
  private readonly message: JsonObject<Value>
  private readonly context: ElementContext
  private readonly blocks: Blocks<Value>
  private readonly role: Role
  private readonly signed: boolean

  constructor(source: JsonSource<Value>, message: JsonObject<Value>, context: ElementContext) {
    this.source = source
    this.message = message
    this.context = context
    this.blocks = new Blocks(source, context.index)
    this.role = roleOf(textAt(source, message, 'role'))
    this.signed = isSigned(source, message)
  }

  read(): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(this.message)) return [this.blocks.opaque([0])]
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
    if (content === undefined) return message.has('content') ? [this.blocks.opaque([0])] : []
    const items = source.items(content)
    if (items !== undefined)
      return items.flatMap((part, at) => this.readPart(source.object(part), at))
    const text = source.text(content)
    if (text !== undefined) return this.readText({ string: content, text }, [0], this.signed)
    return source.isNull(content) ? [] : [this.blocks.opaque([0])]
  }

  private readPart(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(part)) return [this.blocks.opaque([at])]
    if (isTextPart(this.source, part)) return this.readTextPart(part, [at])
    const type = textAt(this.source, part, 'type')
    if (type === 'tool_result') return this.readResult(part, at)
    if (type === 'thinking' || type === 'redacted_thinking') return [this.thinking(part, at)]
    if (type === 'tool_use' || type === 'server_tool_use' || type === 'mcp_tool_use')
      return [this.call(part, [at], { inputKey: 'input', id: textAt(this.source, part, 'id') })]
    return [this.blocks.untouched(part, [at], this.signed ? 'signed' : undefined)]
  }

  private readTextPart(
    part: JsonObject<Value>,
    path: readonly number[],
  ): readonly ReadBlock<Value>[] {
    const said = this.blocks.saidAt(part, 'text')
    if (said === undefined) return [this.blocks.opaque(path)]
    return this.readText(said, path, this.signed || isSigned(this.source, part))
  }

  /** Text of the message itself: open where a tool speaks, data where a user quotes it. */
  private readText(
    said: Said<Value>,
    path: readonly number[],
    signed: boolean,
  ): readonly ReadBlock<Value>[] {
    const { text } = said
    if (signed) return [this.blocks.sealed({ kind: 'text', text, path, seal: 'signed' })]
    if (this.role === 'tool') return [this.blocks.result(said, path, this.resultOrigin())]
    if (this.role === 'user') return this.blocks.userText(said, path, this.context.compressUser)
    return [this.blocks.sealed({ kind: 'text', text, path })]
  }

  /** What produced the text of a `tool` or `function` message. */
  private resultOrigin(): Origin | undefined {
    const { source, message } = this
    const { calls } = this.context
    const id = textAt(source, message, 'tool_call_id')
    const name = textAt(source, message, 'name')
    const known =
      id === undefined ? calls.find(name === undefined ? {} : { name }) : calls.find({ id })
    if (known !== undefined || name === undefined) return known?.origin
    return { tool: name, callId: id ?? '', input: '' }
  }

  /** A `tool_result`: open in what a user or tool hands back, untouched where an assistant holds it. */
  private readResult(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    const { source } = this
    const content = part.member('content')
    const signed = this.signed || isSigned(source, part)
    const id = textAt(source, part, 'tool_use_id')
    const call = id === undefined ? undefined : this.context.calls.find({ id })
    const isHandedBack = this.role === 'user' || this.role === 'tool'
    if (content === undefined || signed || !isHandedBack || call?.isSealed === true)
      return [this.blocks.opaque([at], signed ? 'signed' : 'instruction')]
    return this.blocks.results({ content, path: [at], origin: call?.origin })
  }

  private thinking(part: JsonObject<Value>, at: number): ReadBlock<Value> {
    const text = textAt(this.source, part, 'thinking') ?? ''
    return this.blocks.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })
  }

  /** Reasoning beside the content, as OpenAI-compatible servers give and take it back. */
  private readReasoning(at: number): readonly ReadBlock<Value>[] {
    const text = textAt(this.source, this.message, 'reasoning_content')
    if (text === undefined) return []
    return [this.blocks.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })]
  }

  /** `tool_calls`, and the older `function_call`. */
  private readCalls(first: number): readonly ReadBlock<Value>[] {
    const { source, message } = this
    const legacy = message.member('function_call')
    const calls = itemsAt(source, message, 'tool_calls').map((call, at) =>
      this.toolCall(source.object(call), [first + at]),
    )
    if (legacy === undefined || source.isNull(legacy)) return calls
    const path = [first + calls.length]
    return [...calls, this.call(source.object(legacy), path, { inputKey: 'arguments' })]
  }

  /** One of OpenAI's `tool_calls`, of a function or of a custom tool. */
  private toolCall(call: JsonObject<Value>, path: readonly number[]): ReadBlock<Value> {
    const id = textAt(this.source, call, 'id')
    const called = call.member('function')
    const custom = call.member('custom')
    if (called !== undefined)
      return this.call(this.source.object(called), path, { inputKey: 'arguments', id })
    if (custom === undefined) return this.blocks.opaque(path)
    return this.call(this.source.object(custom), path, { inputKey: 'input', id })
  }

  private call(
    part: JsonObject<Value>,
    path: readonly number[],
    { inputKey, id }: { readonly inputKey: string; readonly id?: string | undefined },
  ): ReadBlock<Value> {
    const { source } = this
    const value = part.member(inputKey)
    const input = value === undefined ? '' : (source.text(value) ?? source.json(value))
    const { block } = this.blocks.sealed({ kind: 'tool-call', text: input, path })
    const tool = textAt(source, part, 'name')
    if (tool === undefined) return { block }
    const origin = { tool, callId: id ?? '', input }
    return { block, call: { origin, isSealed: isCalledByProgram(source, part) } }
  }
}
