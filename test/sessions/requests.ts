import type { Format } from '../../src/proxy/upstream/route-of.ts'
import { ITEM_FORMATS, type Item } from './item-formats.ts'
import type { RecordedSession } from './recorded.ts'

/** One request of a session's client. */
export interface SessionRequest {
  readonly path: string
  readonly body: string
  /** What the answer to it is decided by: stretches of what was read before. */
  readonly needs: readonly string[]
}

/** Every request of a session, in its client's format or another. */
export function requestsOf(
  session: RecordedSession,
  format: Format = session.format,
): readonly SessionRequest[] {
  const { path, list, around, asks, answers, results } = ITEM_FORMATS[format]
  const moves = session.movesMarkers && format === 'anthropic'
  const said: Item[] = [...asks(session.task)]
  const requests: SessionRequest[] = []
  const ask = (needs: readonly string[]): void => {
    const items = moves ? withMarker(said) : said
    requests.push({ path, body: JSON.stringify({ [list]: items, ...around }), needs })
  }
  for (const [turn, { says, needs, calls, user }] of session.turns.entries()) {
    ask(needs)
    const named = calls.map((call, at) => ({ ...call, id: `call_${turn}_${at}` }))
    said.push(...answers(says, named), ...results(named, user))
  }
  ask([])
  return requests
}

/** The marker stands on the last block of the newest message, whose single text is a list only there. */
function withMarker(said: readonly Item[]): readonly Item[] {
  const newest = said.at(-1)
  const content = newest?.['content']
  const blocks =
    typeof content === 'string' ? [{ type: 'text', text: content }] : (content as Item[])
  const marked = { ...blocks.at(-1), cache_control: { type: 'ephemeral' } }
  return [...said.slice(0, -1), { ...newest, content: [...blocks.slice(0, -1), marked] }]
}

/** What a provider caches of a body, in pieces, each with what it holds of tools' results. */
export interface CachedBody {
  /** What stands before the conversation: the tools and the system text. */
  readonly head: string
  /** Its items, cache markers aside, a string equal to a list of one text block. */
  readonly items: readonly string[]
  /** The texts of its tool results. */
  readonly results: readonly string[]
}

export function cachedOf(body: string): CachedBody {
  const { messages, input, contents, model: _model, ...around } = JSON.parse(body) as Item
  const items = (messages ?? input ?? contents) as readonly Item[]
  return {
    head: JSON.stringify(around),
    items: items.map((item) => JSON.stringify(plain(item))),
    results: items.flatMap(resultsOf),
  }
}

function plain(item: Item): Item {
  const { content } = item
  if (!Array.isArray(content)) return item
  const blocks = (content as Item[]).map(({ cache_control: _marker, ...block }) => block)
  const [only] = blocks
  const isText = blocks.length === 1 && only?.['type'] === 'text'
  return { ...item, content: isText ? only['text'] : blocks }
}

function resultsOf(item: Item): readonly string[] {
  if (item['type'] === 'function_call_output') return [String(item['output'])]
  if (item['role'] === 'tool') return [String(item['content'])]
  const blocks = item['content'] ?? item['parts']
  return Array.isArray(blocks) ? (blocks as Item[]).flatMap(resultIn) : []
}

function resultIn({ type, content, functionResponse }: Item): readonly string[] {
  if (type === 'tool_result') return [String(content)]
  if (functionResponse === undefined) return []
  const { response } = functionResponse as { readonly response: Item }
  return [String(response['output'])]
}

/** True where everything that was sent before is sent again, in its place. */
export function continues(before: CachedBody, after: CachedBody): boolean {
  return before.head === after.head && before.items.every((item, at) => item === after.items[at])
}
