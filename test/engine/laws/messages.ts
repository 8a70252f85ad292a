/** A message as a provider's API takes it. */
export interface Message {
  readonly role: string
  readonly content: unknown
  readonly [name: string]: unknown
}

interface Part {
  readonly type: string
  readonly text?: string
  readonly content?: unknown
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'type' in value

function partsOf(content: unknown): readonly Part[] {
  return Array.isArray(content) ? content.filter(isPart) : []
}

function textsOf(content: unknown): readonly string[] {
  if (typeof content === 'string') return [content]
  return partsOf(content).flatMap(({ type, text }) => (type === 'text' ? [text ?? ''] : []))
}

/** Every text a tool gave, in order; written without the engine's own reader. */
export function toolTexts(messages: readonly Message[]): readonly string[] {
  return messages.flatMap(({ role, content }) => {
    if (role === 'tool' || role === 'function') return textsOf(content)
    const results = partsOf(content).filter(({ type }) => type === 'tool_result')
    return results.flatMap((result) => textsOf(result.content))
  })
}

/** The messages with every tool text blanked: what no compressor may touch. */
export function sealedSide(messages: readonly Message[]): unknown {
  return messages.map((message) => {
    if (message.role === 'tool' || message.role === 'function') {
      return { ...message, content: blank(message.content) }
    }
    if (!Array.isArray(message.content)) return message
    const content = message.content.map((part) =>
      isPart(part) && part.type === 'tool_result'
        ? { ...part, content: blank(part.content) }
        : part,
    )
    return { ...message, content }
  })
}

function blank(content: unknown): unknown {
  if (typeof content === 'string') return ''
  if (!Array.isArray(content)) return content
  return content.map((part) =>
    isPart(part) && part.type === 'text' ? { ...part, text: '' } : part,
  )
}

/** A conversation around one tool result, the way most tests of one text need it. */
export function around(text: string, question = 'What happened?'): readonly Message[] {
  return [
    { role: 'user', content: question },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'run', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: text },
  ]
}
