import type { Format } from '../../src/proxy/upstream/route-of.ts'

/** One thing said in a conversation, whatever the format. */
export interface Said {
  readonly by: 'model' | 'client'
  readonly kind: 'text' | 'thought' | 'call' | 'result' | 'image'
  /** What calls and results belong together by. */
  readonly id: string
  /** Words, arguments, what a tool gave back, or an image's data. */
  readonly text: string
  /** Of a thought, or of a call that carries one. */
  readonly signature: string
}

/** What a request asks a model. */
export interface Heard {
  readonly format: Format
  readonly path: string
  /** The body's text as it came. */
  readonly raw: string
  readonly isStream: boolean
  readonly tools: readonly string[]
  readonly said: readonly Said[]
}

/** Where each format lists what was said. */
export const LISTS = {
  anthropic: 'messages',
  'openai-chat': 'messages',
  'openai-responses': 'input',
  gemini: 'contents',
} as const satisfies Readonly<Record<Format, string>>

interface Part {
  readonly type?: string
  readonly text?: string
  readonly [key: string]: unknown
}

interface Message extends Part {
  readonly role?: string
  readonly content?: string | readonly Part[] | null
}

type Body = Readonly<Record<string, unknown>>

/** What differs between the formats in what a request says. */
interface Reading {
  readonly tools: (body: Body) => readonly string[]
  readonly said: (body: Body) => readonly Said[]
}

const str = (value: unknown): string =>
  value === undefined || value === null || typeof value === 'string'
    ? (value ?? '')
    : JSON.stringify(value)

function said(
  by: Said['by'],
  kind: Said['kind'],
  more: Partial<Record<'id' | 'text' | 'signature', unknown>>,
): Said {
  return { by, kind, id: str(more.id), text: str(more.text), signature: str(more.signature) }
}

/** A list of parts, where one text may stand for it. */
function partsOf(content: Message['content']): readonly Part[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  return content ?? []
}

function anthropicPart(by: Said['by'], part: Part): Said {
  if (part.type === 'text') return said(by, 'text', part)
  if (part.type === 'thinking') {
    return said(by, 'thought', { text: part['thinking'], signature: part['signature'] })
  }
  if (part.type === 'tool_use') return said(by, 'call', { id: part['id'], text: part['input'] })
  if (part.type === 'image') {
    return said(by, 'image', { text: (part['source'] as Part)['data'] })
  }
  const text = partsOf(part['content'] as Message['content']).map((inner) => inner.text)
  return said(by, 'result', { id: part['tool_use_id'], text: text.join('') })
}

const anthropic: Reading = {
  tools: ({ tools }) => ((tools ?? []) as Part[]).map(({ name }) => str(name)),
  said: ({ messages }) =>
    (messages as Message[]).flatMap(({ role, content }) =>
      partsOf(content).map((part) =>
        anthropicPart(role === 'assistant' ? 'model' : 'client', part),
      ),
    ),
}

function imageOf(url: unknown): Said {
  return said('client', 'image', { text: str(url).replace(/^data:[^,]*,/, '') })
}

function chatMessage({ role, content, ...more }: Message): readonly Said[] {
  if (role === 'tool') {
    const text = partsOf(content).map((part) => part.text)
    return [said('client', 'result', { id: more['tool_call_id'], text: text.join('') })]
  }
  const by = role === 'assistant' ? 'model' : 'client'
  const calls = (more['tool_calls'] ?? []) as { id: string; function: { arguments: string } }[]
  return [
    ...partsOf(content).map((part) =>
      part.type === 'image_url'
        ? imageOf((part['image_url'] as Part)['url'])
        : said(by, 'text', part),
    ),
    ...calls.map((call) => said(by, 'call', { id: call.id, text: call.function.arguments })),
  ]
}

const chat: Reading = {
  tools: ({ tools }) =>
    ((tools ?? []) as { function: Part }[]).map((tool) => str(tool.function['name'])),
  said: ({ messages }) => (messages as Message[]).flatMap(chatMessage),
}

function responsesItem(item: Message): readonly Said[] {
  const id = item['call_id']
  if (item.type === 'function_call') return [said('model', 'call', { id, text: item['arguments'] })]
  if (item.type === 'function_call_output') {
    return [said('client', 'result', { id, text: item['output'] })]
  }
  if (item.type === 'reasoning') {
    const text = (item['summary'] as Part[]).map((part) => part.text).join('')
    return [said('model', 'thought', { text, signature: item['encrypted_content'] })]
  }
  const by = item.role === 'assistant' ? 'model' : 'client'
  return partsOf(item.content).map((part) =>
    part.type === 'input_image' ? imageOf(part['image_url']) : said(by, 'text', part),
  )
}

const responses: Reading = {
  tools: ({ tools }) => ((tools ?? []) as Part[]).map(({ name }) => str(name)),
  said: ({ input }) => (input as Message[]).flatMap(responsesItem),
}

function geminiPart(by: Said['by'], part: Part): Said {
  const { functionCall, functionResponse, inlineData } = part as Readonly<Record<string, Part>>
  const signature = part['thoughtSignature']
  if (functionCall !== undefined) {
    return said(by, 'call', { id: functionCall['id'], text: functionCall['args'], signature })
  }
  if (functionResponse !== undefined) {
    const response = functionResponse['response'] as Body
    const text = response['output'] ?? response['error'] ?? response['content'] ?? response
    return said(by, 'result', { id: functionResponse['id'], text })
  }
  if (inlineData !== undefined) return said(by, 'image', { text: inlineData['data'] })
  const kind = part['thought'] === true ? 'thought' : 'text'
  return said(by, kind, { text: part.text, signature })
}

const gemini: Reading = {
  tools: ({ tools }) =>
    ((tools ?? []) as { functionDeclarations: Part[] }[]).flatMap((tool) =>
      tool.functionDeclarations.map(({ name }) => str(name)),
    ),
  said: ({ contents }) =>
    (contents as { role: string; parts: Part[] }[]).flatMap(({ role, parts }) =>
      parts.map((part) => geminiPart(role === 'model' ? 'model' : 'client', part)),
    ),
}

const READINGS: Readonly<Record<Format, Reading>> = {
  anthropic,
  'openai-chat': chat,
  'openai-responses': responses,
  gemini,
}

/** Which format a path speaks. */
function formatOf(path: string): Format {
  if (path.includes('/messages')) return 'anthropic'
  if (path.includes('/chat/completions')) return 'openai-chat'
  return path.includes('/responses') ? 'openai-responses' : 'gemini'
}

/** Reads a request as the model's own server would. */
export function hear(path: string, raw: string): Heard {
  const format = formatOf(path)
  const body = JSON.parse(raw) as Body
  const reading = READINGS[format]
  return {
    format,
    path,
    raw,
    isStream: body['stream'] === true || path.includes(':streamGenerateContent'),
    tools: reading.tools(body),
    said: reading.said(body),
  }
}

/** What is said without a change of speaker. */
function turnsOf(all: readonly Said[]): readonly (readonly Said[])[] {
  const turns: Said[][] = []
  for (const one of all) {
    const last = turns.at(-1)
    if (last?.[0]?.by === one.by) last.push(one)
    else turns.push([one])
  }
  return turns
}

/** What was said since the model spoke. */
export function newest({ said: all }: Heard): readonly Said[] {
  return turnsOf(all).at(-1) ?? []
}

/** True for a request that only the proxy can have made: it asks on with results of private calls alone. */
export function asksOn(heard: Heard, isPrivate: (id: string) => boolean): boolean {
  const results = newest(heard).filter(({ kind }) => kind === 'result')
  return results.length > 0 && results.every(({ id }) => isPrivate(id))
}

/** What a provider would refuse: calls without results, results without calls, and thoughts it never had. */
export function faultsOf(
  heard: Heard,
  isOwnThought: (thought: Said) => boolean,
): readonly string[] {
  const turns = turnsOf(heard.said)
  const unpaired = turns.flatMap((turn, at) => {
    const calls = idsOf(turn, 'call')
    const results = idsOf(turns[at + 1] ?? [], 'result')
    const isPaired = turn[0]?.by === 'client' || String(calls) === String(results)
    return isPaired ? [] : [`turn ${at} calls ${calls}, and turn ${at + 1} answers ${results}`]
  })
  const thoughts = heard.said.filter((one) => one.kind === 'thought' && !isOwnThought(one))
  return [...unpaired, ...thoughts.map(({ text }) => `a thought that was never thought: ${text}`)]
}

function idsOf(turn: readonly Said[], kind: Said['kind']): readonly string[] {
  return turn.flatMap((one) => (one.kind === kind ? [one.id] : [])).sort()
}
