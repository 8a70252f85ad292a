import { type CompressReport, type Headroom, isEngineError } from '../engine/index.ts'
import type { DoorOptions } from './door-options.ts'

/** Something said in a conversation, in an order that every SDK's message list can be told in. */
export type Entry = SaidEntry | CallEntry | ResultEntry

interface SaidEntry {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
}

interface CallEntry {
  readonly role: 'call'
  readonly id: string
  readonly tool: string
  /** The call's arguments as JSON text. */
  readonly input: string
}

interface ResultEntry {
  readonly role: 'result'
  /** The call that it answers. */
  readonly id: string
  readonly tool: string
  readonly text: string
}

/** What became of a conversation's results. */
export interface CompressedTranscript {
  /** The new text of every result that changed, by its position among the entries. */
  readonly changed: ReadonlyMap<number, string>
  readonly report: CompressReport | undefined
}

/**
 * Makes the results of a conversation smaller. Whatever goes wrong leaves all of them as they are, since
 * a request that goes out large is better than none; only an abort is passed on.
 */
export async function compressTranscript(
  entries: readonly Entry[],
  headroom: Promise<Headroom>,
  options: DoorOptions,
): Promise<CompressedTranscript> {
  const { onReport, headroom: _own, ...asked } = options
  try {
    const engine = await headroom
    const { messages, report } = await engine.compress(entries.map(asMessage), asked)
    onReport?.(report)
    return { changed: changesIn(entries, messages), report }
  } catch (error) {
    if (options.signal?.aborted || isMisuse(error)) throw error
    return { changed: new Map(), report: undefined }
  }
}

/** A message as the engine reads them: every entry is one, so that positions stay. */
interface Message {
  readonly role: string
  readonly content: string
  readonly name?: string
  readonly tool_call_id?: string
  readonly tool_calls?: readonly object[]
}

function asMessage(entry: Entry): Message {
  if (entry.role === 'result') {
    return { role: 'tool', name: entry.tool, tool_call_id: entry.id, content: entry.text }
  }
  if (entry.role !== 'call') return { role: entry.role, content: entry.text }
  const call = { name: entry.tool, arguments: entry.input }
  const calls = [{ id: entry.id, type: 'function', function: call }]
  return { role: 'assistant', content: '', tool_calls: calls }
}

function changesIn(
  entries: readonly Entry[],
  messages: readonly Message[],
): ReadonlyMap<number, string> {
  const changes = entries.flatMap((entry, at): readonly (readonly [number, string])[] => {
    const text = messages[at]?.content
    return entry.role === 'result' && text !== undefined && text !== entry.text ? [[at, text]] : []
  })
  return new Map(changes)
}

/** What the caller did wrong is said, at the first call, rather than never. */
function isMisuse(error: unknown): boolean {
  return isEngineError(error) && (error.code === 'bad-options' || error.code === 'closed')
}
