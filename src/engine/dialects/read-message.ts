import type { Origin, Role } from '../ir/conversation.ts'
import type { ReadBlock, Said } from './blocks.ts'
import { isCalledByProgram } from './calls.ts'
import { type ElementContext, ElementReader } from './element-reader.ts'
import type { JsonObject, JsonSource } from './json-source.ts'
import { hasDoubledKey, isSigned, isTextPart, roleOf } from './message-facts.ts'

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

class MessageReader<Value> extends ElementReader<Value> {
  private readonly role: Role = roleOf(this.element.text('role'))
  private readonly signed: boolean = isSigned(this.element)

  read(): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(this.element)) return [this.blocks.opaque([0])]
    const content = this.readContent()
    const after = content.length === 0 ? 0 : this.contentLength()
    return [...this.readReasoning(after), ...content, ...this.readCalls(after + 1)]
  }

  /** Slots that the content takes in the ids of this message. */
  private contentLength(): number {
    return Math.max(1, this.element.items('content').length)
  }

  private readContent(): readonly ReadBlock<Value>[] {
    const { source, element } = this
    const content = element.member('content')
    if (content === undefined) return element.has('content') ? [this.blocks.opaque([0])] : []
    const items = source.items(content)
    if (items !== undefined)
      return items.flatMap((part, at) => this.readPart(source.object(part), at))
    const text = source.text(content)
    if (text !== undefined) return this.readText({ string: content, text }, [0], this.signed)
    return source.isNull(content) ? [] : [this.blocks.opaque([0])]
  }

  private readPart(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(part)) return [this.blocks.opaque([at])]
    if (isTextPart(part)) return this.readTextPart(part, [at])
    const type = part.text('type')
    if (type === 'tool_result') return this.readResult(part, at)
    if (type === 'thinking' || type === 'redacted_thinking') return [this.thinking(part, at)]
    if (type === 'tool_use' || type === 'server_tool_use' || type === 'mcp_tool_use')
      return [this.call(part, [at], part.text('id'))]
    return [this.blocks.untouched(part, [at], this.signed)]
  }

  private readTextPart(
    part: JsonObject<Value>,
    path: readonly number[],
  ): readonly ReadBlock<Value>[] {
    const said = this.blocks.saidAt(part, 'text')
    if (said === undefined) return [this.blocks.opaque(path)]
    return this.readText(said, path, this.signed || isSigned(part))
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
    const id = this.element.text('tool_call_id')
    const name = this.element.text('name')
    const known = this.context.calls.find({ id, name })
    if (known !== undefined || name === undefined) return known?.origin
    return { tool: name, callId: id ?? '', input: '' }
  }

  /** A `tool_result`: open in what a user or tool hands back, untouched where an assistant holds it. */
  private readResult(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    const content = part.member('content')
    const signed = this.signed || isSigned(part)
    const call = this.context.calls.find({ id: part.text('tool_use_id') })
    const isHandedBack = this.role === 'user' || this.role === 'tool'
    if (content === undefined || signed || !isHandedBack || call?.isSealed === true)
      return [this.blocks.opaque([at], signed ? 'signed' : 'instruction')]
    return this.blocks.results({ content, path: [at], origin: call?.origin })
  }

  private thinking(part: JsonObject<Value>, at: number): ReadBlock<Value> {
    const text = part.text('thinking') ?? ''
    return this.blocks.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })
  }

  /** Reasoning beside the content, as OpenAI-compatible servers give and take it back. */
  private readReasoning(at: number): readonly ReadBlock<Value>[] {
    const text = this.element.text('reasoning_content')
    if (text === undefined) return []
    return [this.blocks.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })]
  }

  /** `tool_calls`, and the older `function_call`. */
  private readCalls(first: number): readonly ReadBlock<Value>[] {
    const { element } = this
    const calls = element.objects('tool_calls').map((call, at) => this.toolCall(call, [first + at]))
    if (element.member('function_call') === undefined || !element.says('function_call'))
      return calls
    return [...calls, this.call(element.object('function_call'), [first + calls.length])]
  }

  /** One of OpenAI's `tool_calls`, of a function or of a custom tool. */
  private toolCall(call: JsonObject<Value>, path: readonly number[]): ReadBlock<Value> {
    const kind = ['function', 'custom'].find((key) => call.member(key) !== undefined)
    if (kind === undefined) return this.blocks.opaque(path)
    return this.call(call.object(kind), path, call.text('id'))
  }

  private call(
    part: JsonObject<Value>,
    path: readonly number[],
    callId?: string,
  ): ReadBlock<Value> {
    return this.blocks.call({
      tool: part.text('name'),
      callId,
      input: part.member('input') ?? part.member('arguments'),
      path,
      isSealed: isCalledByProgram(part),
    })
  }
}
