import { expect } from 'vitest'
import { fieldsOf } from '../../../src/proxy/answers/event-fields.ts'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import type { Block } from './scripts.ts'

/** What a strict client makes of an answer. */
export interface Seen {
  readonly id: string
  readonly blocks: readonly Block[]
  readonly stop: 'calls' | 'end' | 'length' | undefined
  readonly input: number
  readonly cached: number
  readonly output: number
  /** False where the stream ended before its format's end. */
  readonly isTerminated: boolean
}

type Json = Readonly<Record<string, never>>

function eventsIn(stream: string): { readonly name: string; readonly data: string }[] {
  expect(stream === '' || stream.endsWith('\n\n')).toBe(true)
  return stream
    .split('\n\n')
    .map(fieldsOf)
    .flatMap(({ name, data }) => (data === undefined ? [] : [{ name, data }]))
}

const STOPS = new Map<string, Seen['stop']>([
  ['tool_use', 'calls'],
  ['tool_calls', 'calls'],
  ['end_turn', 'end'],
  ['stop', 'end'],
  ['max_tokens', 'length'],
  ['length', 'length'],
])

function anthropicBlock(block: Json): Block {
  if (block['type'] === 'text') return { kind: 'text', text: block['text'] ?? '' }
  if (block['type'] === 'thinking')
    return { kind: 'thought', text: block['thinking'] ?? '', signature: block['signature'] ?? '' }
  const { id = '', name = '', input } = block
  return { kind: 'call', id, name, input: JSON.stringify(input) }
}

function anthropicUsage(usage: Json): Pick<Seen, 'input' | 'cached' | 'output'> {
  return {
    input: usage['input_tokens'] ?? 0,
    cached: usage['cache_read_input_tokens'] ?? 0,
    output: usage['output_tokens'] ?? 0,
  }
}

/** Accumulates in the order that the provider's streaming documentation demands. */
class AnthropicClient {
  #state: 'new' | 'started' | 'stopping' | 'over' = 'new'
  readonly #blocks: Record<string, unknown>[] = []
  #open = -1
  #partial = ''
  #usage: object = {}
  #id = ''
  #stop: Seen['stop']

  // biome-ignore lint/suspicious/noExplicitAny: events of a stranger, read as they come
  readonly #handlers = new Map<string, (event: any) => void>([
    ['message_start', ({ message }) => this.#start(message)],
    ['content_block_start', (event) => this.#startBlock(event)],
    ['content_block_delta', (event) => this.#addToBlock(event)],
    ['content_block_stop', ({ index }) => this.#stopBlock(index)],
    ['message_delta', ({ delta, usage }) => this.#end(delta.stop_reason, usage)],
    ['message_stop', () => this.#close()],
    ['ping', () => undefined],
    ['error', () => undefined],
  ])

  read(name: string, data: string): void {
    const event = JSON.parse(data)
    expect(name).toBe(event.type)
    expect(this.#state).not.toBe('over')
    const handler = this.#handlers.get(name)
    if (handler === undefined) throw new Error(`no event ${name}`)
    handler(event)
  }

  get seen(): Seen {
    const blocks = this.#blocks.map((block) => anthropicBlock(block as Json))
    const isTerminated = this.#state === 'over'
    return {
      id: this.#id,
      blocks,
      stop: this.#stop,
      ...anthropicUsage(this.#usage as Json),
      isTerminated,
    }
  }

  #start(message: { readonly id: string; readonly usage: object }): void {
    expect(this.#state).toBe('new')
    this.#state = 'started'
    this.#id = message.id
    this.#usage = message.usage
  }

  #startBlock(event: { readonly index: number; readonly content_block: object }): void {
    expect([this.#state, this.#open, event.index]).toEqual(['started', -1, this.#blocks.length])
    this.#open = event.index
    this.#partial = ''
    this.#blocks.push({ ...event.content_block })
  }

  #addToBlock(event: { readonly index: number; readonly delta: Record<string, string> }): void {
    expect(event.index).toBe(this.#open)
    const block = this.#blocks[this.#open] ?? {}
    const { type, ...more } = event.delta
    if (type === 'input_json_delta') this.#partial += event.delta['partial_json']
    else for (const [key, value] of Object.entries(more)) block[key] = `${block[key]}${value}`
  }

  #stopBlock(index: number): void {
    expect(index).toBe(this.#open)
    const block = this.#blocks[this.#open] ?? {}
    if (this.#partial !== '') block['input'] = JSON.parse(this.#partial)
    this.#open = -1
  }

  #end(reason: string, usage: object): void {
    expect([this.#state, this.#open]).toEqual(['started', -1])
    this.#state = 'stopping'
    this.#stop = STOPS.get(reason)
    this.#usage = { ...this.#usage, ...usage }
  }

  #close(): void {
    expect(this.#state).toBe('stopping')
    this.#state = 'over'
  }
}

function anthropicStream(stream: string): Seen {
  const client = new AnthropicClient()
  for (const { name, data } of eventsIn(stream)) client.read(name, data)
  return client.seen
}

function chatSeen(message: Json, calls: readonly Json[]): readonly Block[] {
  const { content, reasoning_content: thoughts } = message
  return [
    ...(thoughts ? [{ kind: 'thought' as const, text: thoughts, signature: '' }] : []),
    ...(content ? [{ kind: 'text' as const, text: content }] : []),
    ...calls.map((call) => {
      const { name, arguments: input } = call['function'] as unknown as Record<string, string>
      return { kind: 'call' as const, id: call['id'] ?? '', name: name ?? '', input: input ?? '' }
    }),
  ]
}

function chatUsage(usage: Json | undefined): Pick<Seen, 'input' | 'cached' | 'output'> {
  if (!usage) return { input: 0, cached: 0, output: 0 }
  const { prompt_tokens = 0, completion_tokens = 0, total_tokens = 0 } = usage
  expect(total_tokens).toBe(prompt_tokens + completion_tokens)
  const details = usage['prompt_tokens_details'] as unknown as { cached_tokens: number }
  return { input: prompt_tokens, cached: details.cached_tokens, output: completion_tokens }
}

interface ChatCall {
  readonly id: string
  readonly function: { readonly name: string; arguments: string }
}

function takeEntries(
  calls: ChatCall[],
  entries: readonly (ChatCall & { readonly index: number })[],
): void {
  for (const { index, id, function: part } of entries) {
    if (id !== undefined) {
      expect(index).toBe(calls.length)
      calls.push({ id, function: { ...part } })
      continue
    }
    const call = calls[index]
    if (call === undefined) throw new Error(`a part of call ${index}, which never began`)
    call.function.arguments += part.arguments
  }
}

function chatStream(stream: string): Seen {
  const events = eventsIn(stream).map(({ data }) => data)
  const end = events.indexOf('[DONE]')
  expect(end === -1 || end === events.length - 1).toBe(true)
  const chunks = events
    .filter((data) => data !== '[DONE]')
    .map((data) => JSON.parse(data))
    .filter(({ error }) => !error)
  const ids = new Set(chunks.map(({ id, created }) => `${id} ${created}`))
  const choices = chunks.flatMap((chunk) => chunk.choices)
  const deltas = choices.map(({ delta }) => delta)
  expect([ids.size, deltas.filter(({ role }) => role !== undefined).length]).toEqual([1, 1])
  const message: Record<string, string> = {}
  const calls: ChatCall[] = []
  for (const { role: _, tool_calls: entries = [], ...texts } of deltas) {
    for (const [key, value] of Object.entries(texts)) message[key] = (message[key] ?? '') + value
    takeEntries(calls, entries)
  }
  const stops = choices.map((choice) => choice.finish_reason)
  expect(stops.slice(0, -1).every((reason) => reason === null)).toBe(true)
  return {
    id: chunks[0]?.id ?? '',
    blocks: chatSeen(message as unknown as Json, calls as unknown as Json[]),
    stop: STOPS.get(stops.at(-1)),
    ...chatUsage(chunks.map(({ usage }) => usage).findLast((usage) => usage !== null)),
    isTerminated: end !== -1,
  }
}

function responsesBlock(item: Json): Block {
  const list = (key: string): string =>
    ((item[key] ?? []) as { text: string }[]).map((one) => one.text).join('')
  if (item['type'] === 'reasoning')
    return { kind: 'thought', text: list('summary'), signature: item['encrypted_content'] ?? '' }
  if (item['type'] === 'message') return { kind: 'text', text: list('content') }
  const { call_id: id = '', name = '', arguments: input = '' } = item
  return { kind: 'call', id, name, input }
}

function responsesWhole(response: Json): Seen {
  const output = (response['output'] ?? []) as unknown as Json[]
  const usage = (response['usage'] ?? {}) as unknown as Record<string, number>
  const { input_tokens: input = 0, output_tokens = 0, total_tokens = 0 } = usage
  expect(total_tokens).toBe(input + output_tokens)
  expect(JSON.stringify(response)).not.toContain('headroom')
  const isCalling = output.some((item) => item['type'] === 'function_call')
  const details = (response['usage']?.['input_tokens_details'] ?? {}) as { cached_tokens?: number }
  return {
    id: response['id'] ?? '',
    blocks: output.map(responsesBlock),
    stop: response['status'] === 'incomplete' ? 'length' : isCalling ? 'calls' : 'end',
    input,
    cached: details.cached_tokens ?? 0,
    output: output_tokens,
    isTerminated: true,
  }
}

function responsesStream(stream: string): Seen {
  const named = eventsIn(stream).map(({ name, data }) => ({ name, event: JSON.parse(data) }))
  for (const { name, event } of named) expect(name).toBe(event.type)
  const events = named.map(({ event }) => event).filter(({ type }) => type !== 'error')
  expect(events.map((event) => event.sequence_number)).toEqual([...events.keys()])
  expect(events.filter(({ type }) => type === 'response.created').length).toBe(1)
  expect(events[0]?.type).toBe('response.created')
  const items: Json[] = []
  let open = -1
  for (const event of events.filter((one) => one.output_index !== undefined)) {
    const isStart = event.type === 'response.output_item.added'
    expect([isStart ? open : -1, event.output_index]).toEqual([-1, items.length])
    open = event.type === 'response.output_item.done' ? -1 : event.output_index
    if (open === -1) items.push(event.item)
  }
  const end = events.findIndex(({ type }) => /completed|incomplete|failed/.test(type))
  const id = events[0]?.response.id
  if (end === -1) {
    const blocks = items.map(responsesBlock)
    return { id, blocks, stop: undefined, isTerminated: false, input: 0, cached: 0, output: 0 }
  }
  expect(end).toBe(events.length - 1)
  expect(events[end].response.output).toEqual(items)
  expect(events[end].response.id).toBe(id)
  return responsesWhole(events[end].response)
}

function geminiBlock(part: Json): readonly Block[] {
  const made = part['functionCall'] as unknown as { id: string; name: string; args: object }
  if (made) {
    return [{ kind: 'call', id: made.id, name: made.name, input: JSON.stringify(made.args) }]
  }
  const { text = '', thoughtSignature: signature = '' } = part
  if (part['thought']) return [{ kind: 'thought', text, signature }]
  return text === '' ? [] : [{ kind: 'text', text }]
}

function geminiStream(events: readonly string[]): Seen {
  const blocks: Block[] = []
  const ids = new Set<string>()
  let stop: string | undefined
  let usage: Record<string, number> = {}
  for (const data of events) {
    const event = JSON.parse(data)
    if (event.error) continue
    expect(stop).toBeUndefined()
    const [candidate] = event.candidates
    expect(candidate.content.parts.length).toBeGreaterThan(0)
    blocks.push(...candidate.content.parts.flatMap(geminiBlock))
    ids.add(event.responseId)
    stop = candidate.finishReason
    usage = event.usageMetadata
  }
  const { promptTokenCount: input = 0, cachedContentTokenCount: cached = 0 } = usage
  const output = (usage['candidatesTokenCount'] ?? 0) + (usage['thoughtsTokenCount'] ?? 0)
  expect(usage['totalTokenCount'] ?? 0).toBe(input + output)
  expect(ids.size).toBeLessThanOrEqual(1)
  const isCalling = blocks.some(({ kind }) => kind === 'call')
  const how = stop === 'MAX_TOKENS' ? 'length' : isCalling ? 'calls' : 'end'
  return {
    id: [...ids][0] ?? '',
    blocks,
    stop: stop === undefined ? undefined : how,
    input,
    cached,
    output,
    isTerminated: stop !== undefined,
  }
}

const STREAMS: Readonly<Record<Format, (stream: string) => Seen>> = {
  anthropic: anthropicStream,
  'openai-chat': chatStream,
  'openai-responses': responsesStream,
  gemini: (stream) => geminiStream(eventsIn(stream).map(({ data }) => data)),
}

const WHOLES: Readonly<Record<Format, (json: string) => Seen>> = {
  anthropic: (json) => {
    const message = JSON.parse(json)
    return {
      id: message.id,
      blocks: message.content.map(anthropicBlock),
      stop: STOPS.get(message.stop_reason),
      ...anthropicUsage(message.usage),
      isTerminated: true,
    }
  },
  'openai-chat': (json) => {
    const answer = JSON.parse(json)
    const [{ message, finish_reason }] = answer.choices
    return {
      id: answer.id,
      blocks: chatSeen(message, message.tool_calls ?? []),
      stop: STOPS.get(finish_reason),
      ...chatUsage(answer.usage),
      isTerminated: true,
    }
  },
  'openai-responses': (json) => responsesWhole(JSON.parse(json)),
  gemini: (json) => geminiStream([json]),
}

/** Reads an answer as a strict client would: every event in its order, every number without a gap. */
export function seenBy(format: Format, answer: string, isStream: boolean): Seen {
  return (isStream ? STREAMS : WHOLES)[format](answer)
}
