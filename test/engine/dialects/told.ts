import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import type { Block, Conversation, Origin } from '../../../src/engine/ir/conversation.ts'

const CLOSED = { compressUser: false }

/** The conversation of a body, user data sealed. */
export function read(body: unknown): Conversation {
  return readBody(body, CLOSED).conversation
}

/** Its blocks, system texts included. */
export function blocksOf({ messages }: Conversation): readonly Block[] {
  return messages.flatMap(({ blocks }) => blocks)
}

/** What each block is, short: `id kind seal text`. */
export function told(body: unknown): readonly string[] {
  return blocksOf(read(body)).map(({ id, kind, seal, text }) => `${id} ${kind} ${seal} ${text}`)
}

/** The same of JSON text, where keys may stand twice; `undefined` for what is no body. */
export function toldText(text: string): readonly string[] | undefined {
  const reading = readJsonBody(text, CLOSED)
  if (reading === undefined) return undefined
  return blocksOf(reading.conversation).map(({ id, seal }) => `${id} ${seal}`)
}

/** The calls that open blocks name. */
export function originsOf(body: unknown): readonly (Origin | undefined)[] {
  return blocksOf(read(body))
    .filter(({ seal }) => seal === 'open')
    .map(({ origin }) => origin)
}

/** A text long enough to be a block of its own inside an answer. */
export function long(words: string): string {
  return words.padEnd(120, '.')
}
