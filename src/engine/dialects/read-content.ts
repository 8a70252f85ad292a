import type { Role } from '../ir/conversation.ts'
import { Blocks, type ReadBlock } from './blocks.ts'
import { itemsAt, type JsonObject, type JsonSource, textAt } from './json-source.ts'
import { hasDoubledKey, isSigned, roleOf } from './message-facts.ts'
import { nestedTexts } from './nested-strings.ts'
import type { ElementContext } from './read-message.ts'

/** Gemini's role; a content that names none is the user's. */
export function contentRole(role: string | undefined): Role {
  return role === undefined ? 'user' : roleOf(role)
}

/** Blocks of one of Gemini's `contents`: open is what functions answered, text by text. */
export function readContent<Value>(
  source: JsonSource<Value>,
  content: JsonObject<Value>,
  context: ElementContext,
): readonly ReadBlock<Value>[] {
  return new ContentReader(source, content, context).read()
}

/** What a part may hold, one of them; either spelling is taken by the provider. */
const PAYLOADS: readonly (readonly [name: string, other: string])[] = [
  ['text', 'text'],
  ['functionCall', 'function_call'],
  ['functionResponse', 'function_response'],
  ['inlineData', 'inline_data'],
  ['fileData', 'file_data'],
  ['executableCode', 'executable_code'],
  ['codeExecutionResult', 'code_execution_result'],
  ['toolCall', 'tool_call'],
  ['toolResponse', 'tool_response'],
]

interface Payload<Value> {
  readonly name: string
  readonly value: Value
}

class ContentReader<Value> {
  private readonly source: JsonSource<Value>
  private readonly content: JsonObject<Value>
  private readonly context: ElementContext
  private readonly blocks: Blocks<Value>
  private readonly role: Role

  constructor(source: JsonSource<Value>, content: JsonObject<Value>, context: ElementContext) {
    this.source = source
    this.content = content
    this.context = context
    this.blocks = new Blocks(source, context.index)
    this.role = contentRole(textAt(source, content, 'role'))
  }

  read(): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(this.content)) return [this.blocks.opaque([0])]
    return itemsAt(this.source, this.content, 'parts').flatMap((part, at) =>
      this.readPart(this.source.object(part), at),
    )
  }

  private readPart(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    const payload = hasDoubledKey(part) ? undefined : payloadOf(part)
    const signed = isSigned(this.source, part)
    if (payload?.name === 'text') return this.readText(part, at, signed)
    if (payload?.name === 'functionCall') return [this.readCall(payload.value, at)]
    if (payload?.name === 'functionResponse' && !signed && this.role !== 'assistant')
      return this.readResponse(payload.value, at)
    if (payload?.name === 'inlineData' || payload?.name === 'fileData')
      return [this.blocks.sealed({ kind: 'media', path: [at] })]
    return [this.blocks.opaque([at], signed ? 'signed' : 'instruction')]
  }

  private readText(
    part: JsonObject<Value>,
    at: number,
    signed: boolean,
  ): readonly ReadBlock<Value>[] {
    const said = this.blocks.saidAt(part, 'text')
    if (said === undefined) return [this.blocks.opaque([at])]
    const { text } = said
    if (this.isThought(part))
      return [this.blocks.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })]
    if (this.role === 'user' && !signed)
      return this.blocks.userText(said, [at], this.context.compressUser)
    const seal = signed ? 'signed' : 'instruction'
    return [this.blocks.sealed({ kind: 'text', text, path: [at], seal })]
  }

  private isThought(part: JsonObject<Value>): boolean {
    const thought = part.member('thought')
    return thought !== undefined && this.source.json(thought) === 'true'
  }

  private readCall(value: Value, at: number): ReadBlock<Value> {
    const { source } = this
    const call = source.object(value)
    const args = call.member('args')
    const input = args === undefined ? '' : source.json(args)
    const { block } = this.blocks.sealed({ kind: 'tool-call', text: input, path: [at] })
    const tool = textAt(source, call, 'name')
    if (tool === undefined || hasDoubledKey(call)) return { block }
    const callId = textAt(source, call, 'id') ?? ''
    return { block, call: { origin: { tool, callId, input }, isSealed: false } }
  }

  private readResponse(value: Value, at: number): readonly ReadBlock<Value>[] {
    const { source } = this
    const answer = source.object(value)
    const response = answer.member('response')
    if (response === undefined || hasDoubledKey(answer)) return [this.blocks.opaque([at])]
    const id = textAt(source, answer, 'id')
    const name = textAt(source, answer, 'name')
    const call = this.context.calls.answeredBy({
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name }),
    })
    const unheard = name === undefined ? undefined : { tool: name, callId: id ?? '', input: '' }
    const origin = call?.origin ?? unheard
    return nestedTexts(source, response).map((text) =>
      this.blocks.result(text, [at, ...text.path], origin),
    )
  }
}

/** What a part holds; `undefined` where it holds nothing known, or more than one thing. */
function payloadOf<Value>(part: JsonObject<Value>): Payload<Value> | undefined {
  const held = PAYLOADS.flatMap(([name, other]) => {
    const keys = name === other ? [name] : [name, other]
    return keys.filter((key) => part.has(key)).map((key) => ({ name, value: part.member(key) }))
  })
  const [only] = held
  if (only?.value === undefined || held.length > 1) return undefined
  return { name: only.name, value: only.value }
}
