import type { CompressOptions, CompressResult, Headroom } from '../src/runtime-browser/index.ts'

/** All a result tells besides its messages. */
export type Figures = Omit<CompressResult<unknown>, 'messages'>

/** What the page shows of one run. */
export interface Run extends Figures {
  /** What the model would read in the place of the text. */
  readonly text: string
}

/** Compresses a message list or request body as it stands, and any other text as one tool result. */
export async function run(
  headroom: Headroom,
  source: string,
  options: CompressOptions,
): Promise<Run> {
  if (isConversation(source)) {
    const result = await headroom.compressBody(source, options)
    return { ...result, text: result.body }
  }
  const result = await headroom.compress([{ role: 'tool', content: source }], options)
  return { ...result, text: result.messages[0]?.content ?? '' }
}

function isConversation(source: string): boolean {
  const value = parse(source)
  const messages = Array.isArray(value) ? value : fieldOf(value, 'messages')
  const isList = Array.isArray(messages) && messages.length > 0
  return isList && messages.every((message) => typeof fieldOf(message, 'role') === 'string')
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
