import type { Role } from '../ir/conversation.ts'
import { Blocks, type ReadBlock } from './blocks.ts'
import { type DialectName, dialectName } from './dialect-name.ts'
import type { ElementContext } from './element-reader.ts'
import type { JsonObject, JsonSource } from './json-source.ts'
import { roleOf } from './message-facts.ts'
import { contentRole, readContent } from './read-content.ts'
import { readItem } from './read-item.ts'
import { readMessage } from './read-message.ts'

/** One message, item or content, read. */
export interface ReadElement<Value> {
  readonly role: Role
  readonly blocks: readonly ReadBlock<Value>[]
  /** Tools that it gives the model. */
  readonly tools?: readonly JsonObject<Value>[]
}

/** A body of one format, its conversation found. */
export interface FoundBody<Value> {
  readonly dialect: DialectName
  /** The object that model, tools and what else governs the request stand in. */
  readonly envelope: JsonObject<Value>
  /** Texts that stand before the conversation. */
  readonly system: readonly string[]
  readonly elements: readonly JsonObject<Value>[]
  read(element: JsonObject<Value>, context: ElementContext): ReadElement<Value>
}

/**
 * The conversation in a body, of the first format that finds its own; `undefined` where none does. Each
 * looks at the first element at most, so that appending never changes how a body is read.
 */
export function findConversation<Value>(
  source: JsonSource<Value>,
  body: Value,
): FoundBody<Value> | undefined {
  const envelope = source.object(body)
  return (
    findMessages(source, envelope, body) ??
    findInput(source, envelope) ??
    findContents(source, envelope)
  )
}

/**
 * OpenAI chat completions, Anthropic messages and plain `{ role, content }` lists. One format, since
 * lists mix them: a message says by its own parts what it is.
 */
function findMessages<Value>(
  source: JsonSource<Value>,
  envelope: JsonObject<Value>,
  body: Value,
): FoundBody<Value> | undefined {
  const list = source.items(body) === undefined ? envelope.member('messages') : body
  const elements = elementsIn(source, list, isMessage)
  if (elements === undefined) return undefined
  return {
    dialect: dialectName(envelope, elements),
    envelope,
    system: textsOf(source, envelope.member('system')),
    elements,
    read: (element, context) =>
      isItem(element) && !isMessage(element)
        ? readInputItem(source, element, context)
        : asMessage(source, element, context),
  }
}

/** `undefined` for what is no list, and for one whose first item is not what such a list begins with. */
function elementsIn<Value>(
  source: JsonSource<Value>,
  list: Value | undefined,
  mayBegin: (first: JsonObject<Value>) => boolean,
): readonly JsonObject<Value>[] | undefined {
  const items = list === undefined ? undefined : source.items(list)
  const [first] = items ?? []
  if (first !== undefined && !mayBegin(source.object(first))) return undefined
  return items?.map((item) => source.object(item))
}

/** A role, and something said or called; so a list of records with a role is no conversation. */
function isMessage(message: JsonObject<unknown>): boolean {
  if (message.text('role') === undefined) return false
  return ['content', 'tool_calls', 'function_call'].some((key) => message.has(key))
}

/** OpenAI's Responses: `input` is a text, or a list of messages and items. */
function findInput<Value>(
  source: JsonSource<Value>,
  envelope: JsonObject<Value>,
): FoundBody<Value> | undefined {
  const input = envelope.member('input')
  const text = envelope.text('input')
  const elements = text === undefined ? elementsIn(source, input, isInputElement) : [envelope]
  if (input === undefined || elements === undefined) return undefined
  return {
    dialect: 'openai-responses',
    envelope,
    system: textsOf(source, envelope.member('instructions')),
    elements,
    read: (element, context) => {
      if (text !== undefined) return asPrompt(source, { string: input, text }, context)
      return isItem(element) || !element.has('role')
        ? readInputItem(source, element, context)
        : asMessage(source, element, context)
    },
  }
}

/** Items say what they are by a type; a message may leave it out, a reference has but an id. */
function isInputElement(item: JsonObject<unknown>): boolean {
  return ['type', 'role', 'id'].some((key) => item.text(key) !== undefined)
}

function isItem(item: JsonObject<unknown>): boolean {
  return (item.text('type') ?? 'message') !== 'message'
}

/** An item; one that adds tools says what the model is given with them. */
function readInputItem<Value>(
  source: JsonSource<Value>,
  item: JsonObject<Value>,
  context: ElementContext,
): ReadElement<Value> {
  const read = readItem(source, item, context)
  if (item.text('type') !== 'additional_tools') return read
  return { role: 'system', blocks: read.blocks, tools: item.objects('tools') }
}

function asMessage<Value>(
  source: JsonSource<Value>,
  message: JsonObject<Value>,
  context: ElementContext,
): ReadElement<Value> {
  return { role: roleOf(message.text('role')), blocks: readMessage(source, message, context) }
}

/** A text instead of a list. */
function asPrompt<Value>(
  source: JsonSource<Value>,
  said: { readonly string: Value; readonly text: string },
  { index, compressUser }: ElementContext,
): ReadElement<Value> {
  return { role: 'user', blocks: new Blocks(source, index).userText(said, [0], compressUser) }
}

/** Gemini's `contents`, also as `countTokens` wraps them. Both spellings of its names are taken. */
function findContents<Value>(
  source: JsonSource<Value>,
  body: JsonObject<Value>,
): FoundBody<Value> | undefined {
  const wrapper = ['generateContentRequest', 'generate_content_request'].find((key) =>
    body.has(key),
  )
  const envelope = wrapper === undefined ? body : body.object(wrapper)
  const contents = envelope.member('contents')
  const elements = elementsIn(source, contents, (first) => first.has('parts'))
  if (elements === undefined) return undefined
  const system = envelope.member('systemInstruction') ?? envelope.member('system_instruction')
  const parts = system === undefined ? undefined : source.object(system).member('parts')
  return {
    dialect: 'gemini',
    envelope,
    system: textsOf(source, parts ?? system),
    elements,
    read: (content, context) => ({
      role: contentRole(content.text('role')),
      blocks: readContent(source, content, context),
    }),
  }
}

/** What a text, or a list of parts, says. */
function textsOf<Value>(source: JsonSource<Value>, said: Value | undefined): readonly string[] {
  if (said === undefined) return []
  const text = source.text(said)
  if (text !== undefined) return [text]
  return (source.items(said) ?? []).map((part) => source.object(part).text('text') ?? '')
}
