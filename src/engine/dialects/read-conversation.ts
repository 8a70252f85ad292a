import type { ReadOptions } from '../contracts/dialect.ts'
import { EngineError } from '../errors.ts'
import {
  type Block,
  type BlockId,
  blockId,
  type Conversation,
  type Edit,
  type Message,
  type Origin,
} from '../ir/conversation.ts'
import { isRecallTool } from '../ir/recall-tool.ts'
import { itemsAt, type JsonObject, type JsonSource, textAt } from './json-source.ts'
import { mayLoseMessages } from './lost-messages.ts'
import { roleOf } from './message-facts.ts'
import { type Place, type ReadBlock, readMessage } from './read-message.ts'

/** A body that was read, and where its open blocks can be written. */
export interface ReadBody<Value> {
  readonly conversation: Conversation
  readonly places: ReadonlyMap<BlockId, OpenPlace<Value>>
}

export interface OpenPlace<Value> extends Place<Value> {
  /** What stands there now. */
  readonly text: string
}

/**
 * The messages of a body: a bare list, or a request's `messages`. `undefined` for everything else.
 * Decided by the first message alone, so that appending never changes how a body is read.
 */
export function messagesOf<Value>(
  source: JsonSource<Value>,
  body: Value,
): readonly Value[] | undefined {
  const list = source.items(body) === undefined ? source.object(body).member('messages') : body
  const messages = list === undefined ? undefined : source.items(list)
  const [first] = messages ?? []
  if (first === undefined) return messages
  return isMessage(source, first) ? messages : undefined
}

/** A role, and something said or called; so a list of records with a role is no conversation. */
function isMessage<Value>(source: JsonSource<Value>, value: Value): boolean {
  const message = source.object(value)
  if (textAt(source, message, 'role') === undefined) return false
  return ['content', 'tool_calls', 'function_call'].some((key) => message.has(key))
}

/** Reads `messages`, which `messagesOf` found in `body`. */
export function readConversation<Value>(
  source: JsonSource<Value>,
  body: Value,
  options: ReadOptions & { readonly messages: readonly Value[] },
): ReadBody<Value> {
  const envelope = source.object(body)
  const messages: Message[] = readSystem(source, envelope)
  const places = new Map<BlockId, OpenPlace<Value>>()
  const calls = new Calls()
  options.messages.forEach((value, index) => {
    const message = source.object(value)
    const callBefore = calls.find.bind(calls)
    const context = { index, compressUser: options.compressUser, callBefore }
    const read = readMessage(source, message, context)
    for (const { block, place } of read) {
      if (place !== undefined) places.set(block.id, { ...place, text: block.text })
    }
    calls.add(read)
    messages.push({ role: roleOf(textAt(source, message, 'role')), blocks: read.map(blockOf) })
  })
  const model = textAt(source, envelope, 'model') ?? ''
  const canRecall = offersRecall(source, envelope)
  const mayLoseEarlier = mayLoseMessages(source, envelope)
  return { conversation: { model, messages, canRecall, mayLoseEarlier }, places }
}

function blockOf<Value>({ block }: ReadBlock<Value>): Block {
  return block
}

/** The calls made so far; where an id or a name comes again, the nearest one before counts. */
class Calls {
  private readonly byId = new Map<string, Origin>()
  private readonly byName = new Map<string, Origin>()

  find({ id, name }: { readonly id?: string; readonly name?: string }): Origin | undefined {
    if (id !== undefined) return this.byId.get(id)
    return name === undefined ? undefined : this.byName.get(name)
  }

  add(read: readonly ReadBlock<unknown>[]): void {
    for (const { call } of read) {
      if (call === undefined) continue
      this.byName.set(call.tool, call)
      if (call.callId !== '') this.byId.set(call.callId, call)
    }
  }
}

/** Anthropic's top-level `system`: a string or text parts. Its blocks are numbered from `-1.0`. */
function readSystem<Value>(source: JsonSource<Value>, body: JsonObject<Value>): Message[] {
  const system = body.member('system')
  if (system === undefined) return []
  const text = source.text(system)
  const texts =
    text === undefined
      ? (source.items(system) ?? []).map(
          (part) => textAt(source, source.object(part), 'text') ?? '',
        )
      : [text]
  const blocks = texts.map(
    (words, at): Block => ({
      id: blockId(-1, at),
      kind: 'text',
      text: words,
      seal: 'instruction',
    }),
  )
  return blocks.length === 0 ? [] : [{ role: 'system', blocks }]
}

/** True when the request's own tool list holds our recall tool. */
function offersRecall<Value>(source: JsonSource<Value>, body: JsonObject<Value>): boolean {
  const tools = [...itemsAt(source, body, 'tools'), ...itemsAt(source, body, 'functions')]
  return tools.some((tool) => {
    const offered = source.object(tool)
    const inner = offered.member('function')
    const name = textAt(source, inner === undefined ? offered : source.object(inner), 'name')
    return name !== undefined && isRecallTool(name)
  })
}

/** One string to change, by what is now in it. */
export interface Change<Value> {
  readonly place: Place<Value>
  readonly text: string
}

/**
 * The changes that edits come to, in document order; edits that say what stands there already are
 * none. Throws for a block that is sealed or unknown: those can't be written.
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
