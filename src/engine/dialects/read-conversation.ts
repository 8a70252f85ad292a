import type { ReadOptions } from '../contracts/dialect.ts'
import { EngineError } from '../errors.ts'
import {
  type Block,
  type BlockId,
  blockId,
  type Conversation,
  type Edit,
  type Message,
} from '../ir/conversation.ts'
import type { Place } from './blocks.ts'
import { type Call, Calls } from './calls.ts'
import { type DialectName, nameByMessage } from './dialect-name.ts'
import { type FoundBody, readElement } from './formats.ts'
import type { JsonObject } from './json-source.ts'
import { mayLoseMessages } from './lost-messages.ts'
import { offersRecall } from './tools.ts'

/** A body that was read, and where its open blocks can be written. */
export interface ReadBody<Value> {
  readonly dialect: DialectName
  readonly conversation: Conversation
  readonly places: ReadonlyMap<BlockId, OpenPlace<Value>>
}

export interface OpenPlace<Value> extends Place<Value> {
  /** What stands there now. */
  readonly text: string
}

/** Reads a body that `findConversation` found. */
export function readConversation<Value>(
  found: FoundBody<Value>,
  { compressUser }: ReadOptions,
): ReadBody<Value> {
  const isNamed = found.name !== undefined
  const context = { first: 0, compressUser, isNamed, calls: new Calls() }
  const elements = readElements(found, context)
  return { ...conversationOf(readEnvelope(found), elements), places: placesOf(elements) }
}

/** What governs a request, and what stands before its conversation. */
export interface Envelope {
  readonly name: DialectName | undefined
  readonly model: string
  readonly system: readonly Message[]
  readonly offersRecall: boolean
  readonly mayLoseEarlier: boolean
}

export function readEnvelope<Value>({ name, envelope, system }: FoundBody<Value>): Envelope {
  return {
    name,
    model: envelope.text('model') ?? '',
    system: systemMessages(system),
    offersRecall: toolsOf(envelope).some(offersRecall),
    mayLoseEarlier: mayLoseMessages(envelope),
  }
}

/** What one message, item or content says for itself and for those after it. */
export interface HeardElement {
  readonly message: Message
  readonly calls: readonly Call[]
  /** Calls made so far that have no answer yet. */
  readonly waiting: readonly Call[]
  /** Whose format it is in; most tell nothing. */
  readonly name: DialectName | undefined
  readonly hasResult: boolean
  readonly offersRecall: boolean
}

/** The same, and where its open blocks can be written. */
export interface ReadElement<Value> extends HeardElement {
  readonly open: readonly OpenBlock<Value>[]
}

interface OpenBlock<Value> {
  readonly block: Block
  readonly place: Place<Value>
}

/** What reading elements that follow others has to know. */
interface ListContext {
  /** Position of the first. */
  readonly first: number
  readonly compressUser: boolean
  /** True where nobody has to be asked whose format it is. */
  readonly isNamed: boolean
  /** The calls made before; those of the elements are added. */
  readonly calls: Calls
}

/** Reads element by element: nothing looks ahead. */
export function readElements<Value>(
  found: Pick<FoundBody<Value>, 'source' | 'format' | 'elements'>,
  { first, compressUser, isNamed, calls }: ListContext,
): readonly ReadElement<Value>[] {
  return found.elements.map((element, at) => {
    const {
      role,
      blocks,
      tools = [],
    } = readElement(found, element, {
      index: first + at,
      compressUser,
      calls,
    })
    const made = blocks.flatMap(({ call }) => call ?? [])
    calls.add(made)
    return {
      message: { role, blocks: blocks.map(({ block }) => block) },
      calls: made,
      waiting: calls.waiting,
      name: isNamed ? undefined : nameByMessage(element),
      hasResult: blocks.some(({ block }) => block.kind === 'tool-result'),
      offersRecall: tools.some(offersRecall),
      open: blocks.flatMap(({ block, place }) => (place === undefined ? [] : { block, place })),
    }
  })
}

/** The conversation of a body, as its parts were read; where its first messages are known, from there on. */
export function conversationOf(
  { name, model, system, offersRecall: offers, mayLoseEarlier }: Envelope,
  elements: readonly HeardElement[],
  begun: readonly Message[] = system,
): { readonly dialect: DialectName; readonly conversation: Conversation } {
  const dialect = name ?? elements.find((element) => element.name !== undefined)?.name ?? 'plain'
  const messages = begun.slice()
  for (let at = begun.length - system.length; at < elements.length; at++) {
    const element = elements[at]
    if (element !== undefined) messages.push(element.message)
  }
  const canRecall = offers || offersAhead(elements)
  return { dialect, conversation: { model, messages, canRecall, mayLoseEarlier } }
}

function placesOf<Value>(
  elements: readonly ReadElement<Value>[],
): ReadonlyMap<BlockId, OpenPlace<Value>> {
  const places = new Map<BlockId, OpenPlace<Value>>()
  for (const { open } of elements) {
    for (const { block, place } of open) places.set(block.id, { ...place, text: block.text })
  }
  return places
}

/** The request's own tools; Google's library takes them as part of a `config`. */
function toolsOf<Value>(envelope: JsonObject<Value>): readonly JsonObject<Value>[] {
  return [
    ...envelope.objects('tools'),
    ...envelope.objects('functions'),
    ...envelope.object('config').objects('tools'),
  ]
}

/**
 * Whether our tool is added by an element before any result stands: a tool that comes later must not
 * change what became of the results before it.
 */
function offersAhead(elements: readonly HeardElement[]): boolean {
  const told = elements.find(({ hasResult, offersRecall: offers }) => hasResult || offers)
  return told !== undefined && !told.hasResult
}

/** What stands before the conversation, numbered from `-1.0`. */
function systemMessages(texts: readonly string[]): readonly Message[] {
  const blocks = texts.map(
    (text, at): Block => ({ id: blockId(-1, at), kind: 'text', text, seal: 'instruction' }),
  )
  return blocks.length === 0 ? [] : [{ role: 'system', blocks }]
}

/** One string to change, by what is now in it. */
export interface Change<Value> {
  readonly place: Place<Value>
  readonly text: string
}

/**
 * The changes that edits come to, in the order of their blocks; edits that say what stands there
 * already are none. Throws for a block that is sealed or unknown: those can't be written.
 */
export function changesOf<Value>(
  places: ReadonlyMap<BlockId, OpenPlace<Value>>,
  edits: readonly Edit[],
): readonly Change<Value>[] {
  const texts = new Map(edits.map(({ block, text }) => [block, text]))
  for (const block of texts.keys()) {
    if (!places.has(block)) throw new EngineError('bad-body', `block ${block} is not open`)
  }
  if (texts.size === 0) return []
  return [...places].flatMap(([block, place]) => {
    const text = texts.get(block) ?? place.text
    return text === place.text ? [] : [{ place, text }]
  })
}
