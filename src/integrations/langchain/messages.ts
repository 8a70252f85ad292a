import type { Entry } from '../transcript.ts'

/** What of LangChain's messages is looked at; they are objects of its own classes. */
export interface LangChainMessage {
  readonly content: unknown
  getType?(): string
  readonly tool_call_id?: string
  readonly name?: string
  readonly tool_calls?: readonly LangChainCall[]
  readonly lc_kwargs?: object
}

interface LangChainCall {
  readonly id?: string
  readonly name: string
  readonly args: unknown
}

/** What a message says, one entry for each of its texts and calls. */
export function entriesOf(message: LangChainMessage): readonly Entry[] {
  const texts = textsOf(message.content)
  const type = message.getType?.()
  if (type === 'tool') {
    const { tool_call_id: id = '', name: tool = '' } = message
    return texts.map((text) => ({ role: 'result', id, tool, text }))
  }
  const role = type === 'system' ? 'system' : type === 'human' ? 'user' : 'assistant'
  const said = texts.map((text): Entry => ({ role, text }))
  return [...said, ...(message.tool_calls ?? []).map(callEntry)]
}

/**
 * A message of the same class with its texts replaced, where there is another; the one that came is
 * left as it is, since the agent's state holds it.
 */
export function withResult<Message extends LangChainMessage>(
  message: Message,
  texts: readonly (string | undefined)[],
): Message {
  const content = withTexts(message.content, texts)
  const copy = Object.create(Object.getPrototypeOf(message))
  return Object.assign(copy, message, {
    content,
    // What it is printed and stored by.
    lc_kwargs: { ...message.lc_kwargs, content },
  })
}

function callEntry({ id = '', name, args }: LangChainCall): Entry {
  return { role: 'call', id, tool: name, input: JSON.stringify(args) ?? '' }
}

function textsOf(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content]
  return Array.isArray(content) ? content.filter(isText).map(({ text }) => text) : []
}

function withTexts(content: unknown, texts: readonly (string | undefined)[]): unknown {
  if (!Array.isArray(content)) return texts[0] ?? content
  const left = [...texts]
  return content.map((part: unknown) => {
    const text = isText(part) ? left.shift() : undefined
    return isText(part) && text !== undefined ? { ...part, text } : part
  })
}

function isText(part: unknown): part is { readonly type: 'text'; readonly text: string } {
  if (typeof part !== 'object' || part === null) return false
  return 'type' in part && part.type === 'text' && 'text' in part && typeof part.text === 'string'
}
