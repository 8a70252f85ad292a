import { type DoorOptions, headroomFor, type OpenHeadroom } from '../door-options.ts'
import { compressTranscript, type Entry } from '../transcript.ts'

/** What of Mastra's messages is looked at: parts, and the tool calls among them with their results. */
interface MastraMessage {
  readonly role: string
  readonly content: { readonly parts?: readonly MastraPart[] }
}

interface MastraPart {
  readonly type: string
  readonly text?: string
  readonly toolInvocation?: ToolInvocation
}

interface ToolInvocation {
  readonly state: string
  readonly toolCallId: string
  readonly toolName: string
  readonly args?: unknown
  readonly result?: unknown
}

/** What an agent's `inputProcessors` takes. */
export interface MastraProcessor {
  readonly id: string
  readonly name: string
  processInput<Message extends MastraMessage>(given: {
    readonly messages: Message[]
  }): Promise<Message[]>
  /** Before every step of a run, where the version has steps. */
  processInputStep<Message extends MastraMessage>(given: {
    readonly messages: Message[]
  }): Promise<Message[]>
}

/** A processor for Mastra's agents: `new Agent({ …, inputProcessors: [headroomProcessor()] })`. */
export function headroomProcessorOn(
  open: OpenHeadroom,
): (options?: DoorOptions) => MastraProcessor {
  return (options = {}) => {
    const headroom = headroomFor(options, open)
    const process = async <Message extends MastraMessage>(
      messages: readonly Message[],
    ): Promise<Message[]> => {
      const entries = messages.flatMap(({ role, content }) =>
        (content.parts ?? []).flatMap((part) => entriesOf(part, role)),
      )
      const { changed } = await compressTranscript(entries, headroom(), options)
      return changed.size === 0 ? [...messages] : withChanges(messages, changed)
    }
    return {
      id: 'headroom',
      name: 'headroom',
      processInput: async ({ messages }) => await process(messages),
      processInputStep: async ({ messages }) => await process(messages),
    }
  }
}

function entriesOf({ type, text, toolInvocation }: MastraPart, role: string): readonly Entry[] {
  if (type === 'text' && text !== undefined) {
    return [{ role: role === 'user' || role === 'system' ? role : 'assistant', text }]
  }
  if (toolInvocation === undefined) return []
  const { toolCallId: id, toolName: tool, args } = toolInvocation
  const call: Entry = { role: 'call', id, tool, input: JSON.stringify(args) ?? '' }
  const result = resultText(toolInvocation)
  return result === undefined ? [call] : [call, { role: 'result', id, tool, text: result }]
}

/** A result as the model reads it: a value is printed as JSON. */
function resultText({ state, result }: ToolInvocation): string | undefined {
  if (state !== 'result') return undefined
  return typeof result === 'string' ? result : JSON.stringify(result)
}

function withChanges<Message extends MastraMessage>(
  messages: readonly Message[],
  changed: ReadonlyMap<number, string>,
): Message[] {
  let next = 0
  return messages.map((message) => {
    const { parts = [] } = message.content
    const written = parts.map((part) => {
      next += entriesOf(part, message.role).length
      const result = changed.get(next - 1)
      if (result === undefined || part.toolInvocation === undefined) return part
      return { ...part, toolInvocation: { ...part.toolInvocation, result } }
    })
    if (written.every((part, at) => part === parts[at])) return message
    return { ...message, content: { ...message.content, parts: written } }
  })
}
