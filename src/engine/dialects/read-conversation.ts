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
import type { Place, ReadBlock } from './blocks.ts'
import { Calls } from './calls.ts'
import type { FoundBody, ReadElement } from './formats.ts'
import type { JsonObject } from './json-source.ts'
import { mayLoseMessages } from './lost-messages.ts'
import { offersRecall } from './tools.ts'

/** A body that was read, and where its open blocks can be written. */
export interface ReadBody<Value> {
  readonly conversation: Conversation
  readonly places: ReadonlyMap<BlockId, OpenPlace<Value>>
}

export interface OpenPlace<Value> extends Place<Value> {
  /** What stands there now. */
  readonly text: string
}

/** Reads a body that `findConversation` found, element by element: nothing looks ahead. */
export function readConversation<Value>(
  found: FoundBody<Value>,
  { compressUser }: ReadOptions,
): ReadBody<Value> {
  const { envelope } = found
  const calls = new Calls()
  const elements = found.elements.map((element, index) => {
    const read = found.read(element, { index, compressUser, calls })
    calls.add(read.blocks.flatMap(({ call }) => call ?? []))
    return read
  })
  return {
    conversation: {
      model: envelope.text('model') ?? '',
      messages: [...systemMessages(found.system), ...elements.map(messageOf)],
      canRecall: [...toolsOf(envelope), ...toolsAhead(elements)].some(offersRecall),
      mayLoseEarlier: mayLoseMessages(envelope),
    },
    places: placesOf(elements),
  }
}

function messageOf<Value>({ role, blocks }: ReadElement<Value>): Message {
  return { role, blocks: blocks.map(({ block }) => block) }
}

function placesOf<Value>(
  elements: readonly ReadElement<Value>[],
): ReadonlyMap<BlockId, OpenPlace<Value>> {
  const places = new Map<BlockId, OpenPlace<Value>>()
  for (const { block, place } of elements.flatMap(blocksOf)) {
    if (place !== undefined) places.set(block.id, { ...place, text: block.text })
  }
  return places
}

function blocksOf<Value>({ blocks }: ReadElement<Value>): readonly ReadBlock<Value>[] {
  return blocks
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
 * Tools that elements add before any result stands: a tool that comes later must not change what
 * became of the results before it.
 */
function toolsAhead<Value>(elements: readonly ReadElement<Value>[]): readonly JsonObject<Value>[] {
  const first = elements.findIndex(({ blocks }) =>
    blocks.some(({ block }) => block.kind === 'tool-result'),
  )
  const ahead = first === -1 ? elements : elements.slice(0, first)
  return ahead.flatMap(({ tools = [] }) => tools)
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
