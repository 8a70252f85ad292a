import type { Headroom } from '../../engine/index.ts'
import type { DoorOptions } from '../door-options.ts'
import { compressTranscript, type Entry } from '../transcript.ts'
import { type ToolOutput, textsOf, withTexts } from './tool-output.ts'

/** A message as the `ai` package has them, be it an application's or a model's. */
export interface PromptMessage {
  readonly role: string
  readonly content: string | readonly PromptPart[]
}

/** What of a part is looked at; all else is handed on. */
export interface PromptPart {
  readonly type: string
  readonly text?: string
  readonly toolCallId?: string
  readonly toolName?: string
  readonly input?: unknown
  readonly output?: ToolOutput
}

/** A prompt with its tool results made smaller: the same messages and parts wherever nothing changed. */
export async function compressPrompt<Message extends PromptMessage>(
  messages: readonly Message[],
  headroom: Promise<Headroom>,
  options: DoorOptions & { readonly recall?: boolean },
): Promise<Message[]> {
  const entries = messages.flatMap(entriesOf)
  const { changed } = await compressTranscript(entries, headroom, options)
  if (changed.size === 0) return [...messages]
  let next = 0
  return messages.map((message) => {
    const first = next
    next += entriesOf(message).length
    return withChanges(message, (at) => changed.get(first + at))
  })
}

function entriesOf({ role, content }: PromptMessage): readonly Entry[] {
  const said = role === 'system' || role === 'user' ? role : 'assistant'
  if (typeof content === 'string') return [{ role: said, text: content }]
  return content.flatMap((part) => partEntries(part, said))
}

function partEntries(part: PromptPart, role: 'system' | 'user' | 'assistant'): readonly Entry[] {
  const { type, text, toolCallId: id = '', toolName: tool = '', input, output } = part
  if (type === 'text' && text !== undefined) return [{ role, text }]
  if (type === 'tool-call') {
    return [{ role: 'call', id, tool, input: typeof input === 'string' ? input : inJson(input) }]
  }
  if (type !== 'tool-result' || output === undefined) return []
  return textsOf(output).map((text) => ({ role: 'result', id, tool, text }))
}

/** The message with the new texts of its results, found by their positions among its entries. */
function withChanges<Message extends PromptMessage>(
  message: Message,
  changeAt: (at: number) => string | undefined,
): Message {
  const { content, role } = message
  if (typeof content === 'string') return message
  const said = role === 'system' || role === 'user' ? role : 'assistant'
  let next = 0
  const parts = content.map((part) => {
    const first = next
    const { length } = partEntries(part, said)
    next += length
    if (part.type !== 'tool-result' || part.output === undefined) return part
    const texts = Array.from({ length }, (_, at) => changeAt(first + at))
    if (texts.every((text) => text === undefined)) return part
    return { ...part, output: withTexts(part.output, texts) }
  })
  return parts.every((part, at) => part === content[at]) ? message : { ...message, content: parts }
}

/** Arguments serve to tell what a result is about; those that are no JSON tell nothing. */
function inJson(input: unknown): string {
  try {
    return JSON.stringify(input) ?? ''
  } catch {
    return ''
  }
}
