import type { Role } from '../ir/conversation.ts'
import { Blocks, type ReadBlock } from './blocks.ts'
import { type DialectName, nameByEnvelope } from './dialect-name.ts'
import type { ElementContext } from './element-reader.ts'
import type { JsonObject, JsonSource } from './json-source.ts'
import { roleOf } from './message-facts.ts'
import { contentRole, readContent } from './read-content.ts'
import { readItem } from './read-item.ts'
import { readMessage } from './read-message.ts'

/** What a conversation is a list of; `prompt` is a text in the place of a list. */
export type ListFormat = 'messages' | 'input' | 'contents' | 'prompt'

/** The blocks of one message, item or content. */
export interface ElementBlocks<Value> {
  readonly role: Role
  readonly blocks: readonly ReadBlock<Value>[]
  /** Tools that it gives the model. */
  readonly tools?: readonly JsonObject<Value>[]
}

/** A body of one format, its conversation found. */
export interface FoundBody<Value> {
  readonly source: JsonSource<Value>
  readonly format: ListFormat
  /** Whose format it is, where its elements need not be asked. */
  readonly name: DialectName | undefined
  /** The object that model, tools and what else governs the request stand in. */
  readonly envelope: JsonObject<Value>
  /** Texts that stand before the conversation. */
  readonly system: readonly string[]
  /** What the elements are items of; of a prompt, the text. */
  readonly list: Value
  readonly elements: readonly JsonObject<Value>[]
}

/**
 * The conversation in a body, of the first format that finds its own; `undefined` where none does. Each
 * looks at the first element at most, so that appending never changes how a body is read. Of a body
 * whose first elements were looked at before and taken out, `goesOn` is true.
 */
export function findConversation<Value>(
  source: JsonSource<Value>,
  body: Value,
  goesOn = false,
): FoundBody<Value> | undefined {
  const list = new ListFinder(source, goesOn)
  const envelope = source.object(body)
  return (
    findMessages(list, envelope, body) ?? findInput(list, envelope) ?? findContents(list, envelope)
  )
}

class ListFinder<Value> {
  readonly source: JsonSource<Value>
  private readonly goesOn: boolean

  constructor(source: JsonSource<Value>, goesOn: boolean) {
    this.source = source
    this.goesOn = goesOn
  }

  /** `undefined` for what is no list, and for one whose first item is not what such a list begins with. */
  elementsIn(
    list: Value | undefined,
    mayBegin: (first: JsonObject<Value>) => boolean,
  ): readonly JsonObject<Value>[] | undefined {
    const { source } = this
    const items = list === undefined ? undefined : source.items(list)
    const [first] = this.goesOn ? [] : (items ?? [])
    if (first !== undefined && !mayBegin(source.object(first))) return undefined
    return items?.map((item) => source.object(item))
  }
}

/**
 * OpenAI chat completions, Anthropic messages and plain `{ role, content }` lists. One format, since
 * lists mix them: a message says by its own parts what it is.
 */
function findMessages<Value>(
  finder: ListFinder<Value>,
  envelope: JsonObject<Value>,
  body: Value,
): FoundBody<Value> | undefined {
  const { source } = finder
  const list = source.items(body) === undefined ? envelope.member('messages') : body
  const elements = finder.elementsIn(list, isMessage)
  if (list === undefined || elements === undefined) return undefined
  const system = textsOf(source, envelope.member('system'))
  const name = nameByEnvelope(envelope)
  return { source, format: 'messages', name, envelope, system, list, elements }
}

/** A role, and something said or called; so a list of records with a role is no conversation. */
function isMessage(message: JsonObject<unknown>): boolean {
  if (message.text('role') === undefined) return false
  return ['content', 'tool_calls', 'function_call'].some((key) => message.has(key))
}

/** OpenAI's Responses: `input` is a text, or a list of messages and items. */
function findInput<Value>(
  finder: ListFinder<Value>,
  envelope: JsonObject<Value>,
): FoundBody<Value> | undefined {
  const { source } = finder
  const list = envelope.member('input')
  const isPrompt = envelope.text('input') !== undefined
  const elements = isPrompt ? [envelope] : finder.elementsIn(list, isInputElement)
  if (list === undefined || elements === undefined) return undefined
  const format = isPrompt ? 'prompt' : 'input'
  const system = textsOf(source, envelope.member('instructions'))
  return { source, format, name: 'openai-responses', envelope, system, list, elements }
}

/** Items say what they are by a type; a message may leave it out, a reference has but an id. */
function isInputElement(item: JsonObject<unknown>): boolean {
  return ['type', 'role', 'id'].some((key) => item.text(key) !== undefined)
}

/** Gemini's `contents`, also as `countTokens` wraps them. Both spellings of its names are taken. */
function findContents<Value>(
  finder: ListFinder<Value>,
  body: JsonObject<Value>,
): FoundBody<Value> | undefined {
  const { source } = finder
  const wrapper = ['generateContentRequest', 'generate_content_request'].find((key) =>
    body.has(key),
  )
  const envelope = wrapper === undefined ? body : body.object(wrapper)
  const list = envelope.member('contents')
  const elements = finder.elementsIn(list, (first) => first.has('parts'))
  if (list === undefined || elements === undefined) return undefined
  const instruction = envelope.member('systemInstruction') ?? envelope.member('system_instruction')
  const parts = instruction === undefined ? undefined : source.object(instruction).member('parts')
  const system = textsOf(source, parts ?? instruction)
  return { source, format: 'contents', name: 'gemini', envelope, system, list, elements }
}

/** What a text, or a list of parts, says. */
function textsOf<Value>(source: JsonSource<Value>, said: Value | undefined): readonly string[] {
  if (said === undefined) return []
  const text = source.text(said)
  if (text !== undefined) return [text]
  return (source.items(said) ?? []).map((part) => source.object(part).text('text') ?? '')
}

/** Reads one element of a list, or what stands in its place. */
export function readElement<Value>(
  { source, format }: Pick<FoundBody<Value>, 'source' | 'format'>,
  element: JsonObject<Value>,
  context: ElementContext,
): ElementBlocks<Value> {
  if (format === 'prompt') return readPrompt(source, element, context)
  if (format === 'contents') {
    const role = contentRole(element.text('role'))
    return { role, blocks: readContent(source, element, context) }
  }
  return isReadAsItem(format, element)
    ? readInputItem(source, element, context)
    : asMessage(source, element, context)
}

/** Items stand in either list; in that of messages, what is a message by its members is read as one. */
function isReadAsItem(format: ListFormat, element: JsonObject<unknown>): boolean {
  if (format === 'messages') return isItem(element) && !isMessage(element)
  return isItem(element) || !element.has('role')
}

function isItem(item: JsonObject<unknown>): boolean {
  return (item.text('type') ?? 'message') !== 'message'
}

/** An item; one that adds tools says what the model is given with them. */
function readInputItem<Value>(
  source: JsonSource<Value>,
  item: JsonObject<Value>,
  context: ElementContext,
): ElementBlocks<Value> {
  const read = readItem(source, item, context)
  if (item.text('type') !== 'additional_tools') return read
  return { role: 'system', blocks: read.blocks, tools: item.objects('tools') }
}

function asMessage<Value>(
  source: JsonSource<Value>,
  message: JsonObject<Value>,
  context: ElementContext,
): ElementBlocks<Value> {
  return { role: roleOf(message.text('role')), blocks: readMessage(source, message, context) }
}

/** A text instead of a list. */
function readPrompt<Value>(
  source: JsonSource<Value>,
  envelope: JsonObject<Value>,
  { index, compressUser }: ElementContext,
): ElementBlocks<Value> {
  const blocks = new Blocks(source, index)
  const said = blocks.saidAt(envelope, 'input')
  return { role: 'user', blocks: said ? blocks.userText(said, [0], compressUser) : [] }
}
