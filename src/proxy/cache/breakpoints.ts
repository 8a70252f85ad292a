import { itemsAt, parsed, textAt, valueAt } from '../answers/json-values.ts'
import { withValue } from '../json/json-edit.ts'
import { type Path, rawAt } from '../json/json-spans.ts'

/** How Anthropic's format asks for what stands before a block to be kept; for five minutes. */
const MARK = '{"type":"ephemeral"}'

/**
 * A body of Anthropic's with marks for its cache, three of the four that may be there:
 *
 * - on the last block of the system text, or on the last tool where there is none;
 * - on the last block of the request before this one, so that it is found however many blocks came since
 *   (the provider looks back over twenty);
 * - on the last block of all.
 *
 * Where they stand follows from the body alone and only ever moves on as it grows; what is cached are the
 * blocks, not the marks, so no prefix changes. `undefined` for a body with a mark of its client's, and for
 * one that has no place for any.
 */
export function withBreakpoints(body: string): string | undefined {
  const value = parsed(body)
  if (typeof value !== 'object' || value === null || isMarked(value)) return undefined
  const messages = itemsAt(value, 'messages')
  const places = [
    headPlace(value),
    messagePlace(messages, endOfEarlier(messages)),
    messagePlace(messages, messages.length - 1),
  ].filter((place) => place !== undefined)
  if (places.length === 0) return undefined
  return places.reduce(marked, body)
}

function marked(body: string, place: Path): string {
  const raw = rawAt(body, place)
  if (raw?.startsWith('"') !== true) return withValue(body, [...place, 'cache_control'], MARK)
  // A text that stands alone is to the cache what a list of one text block is.
  return withValue(body, place, `[{"type":"text","text":${raw},"cache_control":${MARK}}]`)
}

/** True where the client marks anything, or has the provider place marks. */
function isMarked(body: object): boolean {
  const messages = itemsAt(body, 'messages').flatMap((message) => itemsAt(message, 'content'))
  const inner = messages.flatMap((block) => itemsAt(block, 'content'))
  const blocks = [body, ...itemsAt(body, 'tools'), ...itemsAt(body, 'system'), ...messages]
  return [...blocks, ...inner].some((block) => valueAt(block, 'cache_control') !== undefined)
}

function headPlace(body: object): Path | undefined {
  return textPlace(body, 'system', []) ?? toolPlace(itemsAt(body, 'tools'))
}

/** A tool that is only loaded when it is looked for can carry no mark. */
function toolPlace(tools: readonly unknown[]): Path | undefined {
  const last = tools.findLastIndex((tool) => valueAt(tool, 'defer_loading') !== true)
  return last === -1 ? undefined : ['tools', last]
}

function messagePlace(messages: readonly unknown[], at: number): Path | undefined {
  const message = messages[at]
  return message === undefined ? undefined : textPlace(message, 'content', ['messages', at])
}

/** The last place in a text, or in a list of blocks, that can carry a mark. */
function textPlace(holder: unknown, name: string, path: Path): Path | undefined {
  const alone = textAt(holder, name)
  if (alone !== undefined) return alone.trim() === '' ? undefined : [...path, name]
  const last = itemsAt(holder, name).findLastIndex(canCarry)
  return last === -1 ? undefined : [...path, name, last]
}

/** Thoughts and blocks that are not known can't; nor can an empty text. */
const CARRIERS: readonly string[] = [
  'image',
  'document',
  'search_result',
  'tool_use',
  'tool_result',
]

function canCarry(block: unknown): boolean {
  const type = textAt(block, 'type') ?? ''
  if (type === 'text') return (textAt(block, 'text') ?? '').trim() !== ''
  return CARRIERS.includes(type)
}

/** The last message of the request to which the last answer came; -1 where this is the first. */
function endOfEarlier(messages: readonly unknown[]): number {
  const answered = messages.findLastIndex((message) => textAt(message, 'role') === 'assistant')
  return answered === messages.length - 1 ? -1 : answered - 1
}
