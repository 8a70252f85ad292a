import type { Dialect, Reading, ReadOptions } from '../contracts/dialect.ts'
import { EngineError } from '../errors.ts'
import { chatDialect, readChatText } from './chat.ts'

/** The formats the engine reads as live objects; the first that recognizes a body reads it. */
const dialects: readonly Dialect[] = [chatDialect]

/** Reads live objects. Throws `EngineError('bad-body')` for what no dialect recognizes. */
export function readBody(body: unknown, options: ReadOptions): Reading<unknown> {
  const dialect = dialects.find((candidate) => candidate.recognizes(body))
  if (dialect === undefined)
    throw new EngineError(
      'bad-body',
      'expected a list of { role, content } messages, or a request body with such `messages`',
    )
  return dialect.read(body, options)
}

/**
 * Reads a message list or request body as JSON text. `undefined` means: pass it on as it came (not
 * strict JSON, or no body we know).
 */
export const readJsonBody: (text: string, options: ReadOptions) => Reading<string> | undefined =
  readChatText
