import type { Dialect, Reading, ReadOptions } from '../contracts/dialect.ts'
import { EngineError } from '../errors.ts'
import { dialectName } from './dialect-name.ts'
import { jsonTextSource } from './json-text.ts'
import { liveSource, withChanges } from './live.ts'
import { changesOf, messagesOf, readConversation } from './read-conversation.ts'

/**
 * OpenAI chat completions, Anthropic messages and plain `{ role, content }` lists, over live
 * objects. One dialect, since lists mix them: a message says by its own parts what it is.
 */
export const chatDialect: Dialect = {
  name: 'chat',
  recognizes: (body) => messagesOf(liveSource, { value: body }) !== undefined,
  read: readChat,
}

function readChat(body: unknown, options: ReadOptions): Reading<unknown> {
  const root = { value: body }
  const messages = messagesOf(liveSource, root)
  if (messages === undefined) throw new EngineError('bad-body', 'no list of messages')
  const { conversation, places } = readConversation(liveSource, root, { ...options, messages })
  return {
    dialect: dialectName(liveSource, root, messages),
    conversation,
    write: (edits) => withChanges(body, changesOf(places, edits)),
  }
}

/** The same formats as JSON text; `undefined` for every text that is not one whole such body. */
export function readChatText(text: string, options: ReadOptions): Reading<string> | undefined {
  const source = mayBeBody(text) ? jsonTextSource(text) : undefined
  const messages = source && messagesOf(source, source.root)
  if (source === undefined || messages === undefined) return undefined
  const read = readConversation(source, source.root, { ...options, messages })
  return {
    dialect: dialectName(source, source.root, messages),
    conversation: read.conversation,
    write: (edits) => source.splice(changesOf(read.places, edits)),
  }
}

/**
 * Spares all other large texts the index: a body opens a list or an object, and a role is named in
 * it, unless the name is written with escapes.
 */
function mayBeBody(text: string): boolean {
  const first = /[^ \t\r\n]/.exec(text)?.[0]
  if (first !== '[' && first !== '{') return false
  return text.includes('"role"') || text.includes('\\u00')
}
