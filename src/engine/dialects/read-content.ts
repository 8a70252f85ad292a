import type { Role } from '../ir/conversation.ts'
import type { ReadBlock } from './blocks.ts'
import { type ElementContext, ElementReader } from './element-reader.ts'
import type { JsonObject, JsonSource } from './json-source.ts'
import { hasDoubledKey, isSigned, roleOf } from './message-facts.ts'
import { nestedTexts } from './nested-texts.ts'

/** Gemini's role; a content that names none is the user's. */
export function contentRole(role: string | undefined): Role {
  return roleOf(role ?? 'user')
}

/** Blocks of one of Gemini's `contents`: open is what functions answered, text by text. */
export function readContent<Value>(
  source: JsonSource<Value>,
  content: JsonObject<Value>,
  context: ElementContext,
): readonly ReadBlock<Value>[] {
  return new ContentReader(source, content, context).read()
}

/** What is read of a part: one of these, in either spelling that the provider takes. */
const PAYLOADS: readonly string[] = [
  'text',
  'functionCall',
  'function_call',
  'functionResponse',
  'function_response',
  'inlineData',
  'inline_data',
  'fileData',
  'file_data',
]

class ContentReader<Value> extends ElementReader<Value> {
  private readonly role: Role = contentRole(this.element.text('role'))

  read(): readonly ReadBlock<Value>[] {
    if (hasDoubledKey(this.element)) return [this.blocks.opaque([0])]
    return this.element.objects('parts').flatMap((part, at) => this.readPart(part, at))
  }

  private readPart(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    const key = hasDoubledKey(part) ? '' : payloadOf(part)
    if (key === 'text') return this.readText(part, at)
    if (/^function_?[cC]all$/.test(key)) return [this.readCall(part.object(key), at)]
    if (/^function_?[rR]esponse$/.test(key)) return this.readResponse(part, key, at)
    if (/^(?:inline|file)_?[dD]ata$/.test(key))
      return [this.blocks.sealed({ kind: 'media', path: [at] })]
    return [this.blocks.untouched(part, [at])]
  }

  private readText(part: JsonObject<Value>, at: number): readonly ReadBlock<Value>[] {
    const said = this.blocks.saidAt(part, 'text')
    if (said === undefined) return [this.blocks.opaque([at])]
    const { text } = said
    const signed = isSigned(part)
    if (part.isTrue('thought'))
      return [this.blocks.sealed({ kind: 'reasoning', text, path: [at], seal: 'signed' })]
    if (this.role === 'user' && !signed)
      return this.blocks.userText(said, [at], this.context.compressUser)
    const seal = signed ? 'signed' : 'instruction'
    return [this.blocks.sealed({ kind: 'text', text, path: [at], seal })]
  }

  private readCall(call: JsonObject<Value>, at: number): ReadBlock<Value> {
    return this.blocks.call({
      tool: hasDoubledKey(call) ? undefined : call.text('name'),
      callId: call.text('id'),
      input: call.member('args'),
      path: [at],
      isSealed: false,
    })
  }

  private readResponse(
    part: JsonObject<Value>,
    key: string,
    at: number,
  ): readonly ReadBlock<Value>[] {
    const answer = part.object(key)
    const response = hasDoubledKey(answer) ? undefined : answer.member('response')
    if (response === undefined || isSigned(part) || this.role === 'assistant')
      return [this.blocks.untouched(part, [at])]
    const id = answer.text('id')
    const tool = answer.text('name')
    const call = this.context.calls.answeredBy({ id, name: tool })
    const unheard = tool === undefined ? undefined : { tool, callId: id ?? '', input: '' }
    return nestedTexts(this.source, response).map((text) =>
      this.blocks.result(text, [at, ...text.path], call?.origin ?? unheard),
    )
  }
}

/** The key of what a part holds; `''` where it holds nothing that is read, or more than one thing. */
function payloadOf(part: JsonObject<unknown>): string {
  const held = PAYLOADS.filter((key) => part.has(key))
  return held.length === 1 ? (held[0] ?? '') : ''
}
