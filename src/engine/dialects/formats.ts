import type { Role } from '../ir/conversation.ts'
import { Blocks, type ReadBlock } from './blocks.ts'
import { type DialectName, dialectName } from './dialect-name.ts'
import { itemsAt, type JsonObject, type JsonSource, textAt } from './json-source.ts'
import { roleOf } from './message-facts.ts'
import { contentRole, readContent } from './read-content.ts'
import { readItem } from './read-item.ts'
import { type ElementContext, readMessage } from './read-message.ts'

/** One message, item or content, read. */
export interface ReadElement<Value> {
  readonly role: Role
  readonly blocks: readonly ReadBlock<Value>[]
  /** Tools that it gives the model. */
  readonly tools?: readonly Value[]
}

/** A body of one format, its conversation found. */
export interface FoundBody<Value> {
  readonly dialect: DialectName
  /** The object that model, tools and what else governs the request stand in. */
  readonly envelope: JsonObject<Value>
  /** Texts that stand before the conversation. */
  readonly system: readonly string[]
  readonly elements: readonly Value[]
  read(element: Value, context: ElementContext): ReadElement<Value>
}

/** `undefined` where a format finds no body of its own. */
type Format = <Value>(source: JsonSource<Value>, body: Value) => FoundBody<Value> | undefined

/** The first that finds its own reads a body; each looks at the first element at most. */
const FORMATS: readonly Format[] = [findMessages, findInput, findContents]

/** The conversation in a body of any format. */
export function findConversation<Value>(
  source: JsonSource<Value>,
  body: Value,
): FoundBody<Value> | undefined {
  for (const find of FORMATS) {
    const found = find(source, body)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * OpenAI chat completions, Anthropic messages and plain `{ role, content }` lists. One format, since
 * lists mix them: a message says by its own parts what it is.
 */
function findMessages<Value>(source: JsonSource<Value>, body: Value): FoundBody<Value> | undefined {
  const envelope = source.object(body)
  const list = source.items(body) === undefined ? envelope.member('messages') : body
  const elements = list === undefined ? undefined : source.items(list)
  if (elements === undefined) return undefined
  const [first] = elements
  if (first !== undefined && !isMessage(source, source.object(first))) return undefined
  return {
    dialect: dialectName(source, body, elements),
    envelope,
    system: textsOf(source, envelope.member('system')),
    elements,
    read: (element, context) => {
      const object = source.object(element)
      return isItem(source, object) && !isMessage(source, object)
        ? readInputItem(source, object, context)
        : asMessage(source, object, context)
    },
  }
}

/** A role, and something said or called; so a list of records with a role is no conversation. */
function isMessage<Value>(source: JsonSource<Value>, message: JsonObject<Value>): boolean {
  if (textAt(source, message, 'role') === undefined) return false
  return ['content', 'tool_calls', 'function_call'].some((key) => message.has(key))
}

/** OpenAI's Responses: `input` is a text, or a list of messages and items. */
function findInput<Value>(source: JsonSource<Value>, body: Value): FoundBody<Value> | undefined {
  const envelope = source.object(body)
  const input = envelope.member('input')
  if (input === undefined) return undefined
  const found = {
    dialect: 'openai-responses' as const,
    envelope,
    system: textsOf(source, envelope.member('instructions')),
  }
  const text = source.text(input)
  if (text !== undefined) {
    const read = (_element: Value, { index, compressUser }: ElementContext): ReadElement<Value> => {
      const blocks = new Blocks(source, index).userText({ string: input, text }, [0], compressUser)
      return { role: 'user', blocks }
    }
    return { ...found, elements: [input], read }
  }
  const elements = source.items(input)
  const [first] = elements ?? []
  if (elements === undefined) return undefined
  if (first !== undefined && !isInputElement(source, source.object(first))) return undefined
  return {
    ...found,
    elements,
    read: (element, context) => readInput(source, source.object(element), context),
  }
}

/** Items say what they are by a type; a message may leave it out, a reference has but an id. */
function isInputElement<Value>(source: JsonSource<Value>, item: JsonObject<Value>): boolean {
  return ['type', 'role', 'id'].some((key) => textAt(source, item, key) !== undefined)
}

function readInput<Value>(
  source: JsonSource<Value>,
  item: JsonObject<Value>,
  context: ElementContext,
): ReadElement<Value> {
  return isItem(source, item)
    ? readInputItem(source, item, context)
    : asMessage(source, item, context)
}

function isItem<Value>(source: JsonSource<Value>, item: JsonObject<Value>): boolean {
  const type = textAt(source, item, 'type')
  return type === undefined ? !item.has('role') : type !== 'message'
}

/** An item; one that adds tools says what the model is given with them. */
function readInputItem<Value>(
  source: JsonSource<Value>,
  item: JsonObject<Value>,
  context: ElementContext,
): ReadElement<Value> {
  const read = readItem(source, item, context)
  if (textAt(source, item, 'type') !== 'additional_tools') return read
  return { role: 'system', blocks: read.blocks, tools: itemsAt(source, item, 'tools') }
}

function asMessage<Value>(
  source: JsonSource<Value>,
  message: JsonObject<Value>,
  context: ElementContext,
): ReadElement<Value> {
  return {
    role: roleOf(textAt(source, message, 'role')),
    blocks: readMessage(source, message, context),
  }
}

/** Gemini's `contents`, also as `countTokens` wraps them. Both spellings of its names are taken. */
function findContents<Value>(source: JsonSource<Value>, body: Value): FoundBody<Value> | undefined {
  const outer = source.object(body)
  const inner = outer.member('generateContentRequest') ?? outer.member('generate_content_request')
  const envelope = inner === undefined ? outer : source.object(inner)
  const list = envelope.member('contents')
  const elements = list === undefined ? undefined : source.items(list)
  if (elements === undefined) return undefined
  const [first] = elements
  if (first !== undefined && !source.object(first).has('parts')) return undefined
  const system = envelope.member('systemInstruction') ?? envelope.member('system_instruction')
  return {
    dialect: 'gemini',
    envelope,
    system:
      system === undefined ? [] : textsOf(source, source.object(system).member('parts') ?? system),
    elements,
    read: (element, context) => {
      const content = source.object(element)
      return {
        role: contentRole(textAt(source, content, 'role')),
        blocks: readContent(source, content, context),
      }
    },
  }
}

/** What a text, or a list of parts, says. */
function textsOf<Value>(source: JsonSource<Value>, said: Value | undefined): readonly string[] {
  if (said === undefined) return []
  const text = source.text(said)
  if (text !== undefined) return [text]
  const parts = source.items(said) ?? []
  return parts.map((part) => textAt(source, source.object(part), 'text') ?? '')
}
