import type { Block, Message } from '../ir/conversation.ts'

/** User words looked back at, in characters: the nearest are the likeliest to matter. */
const LONGEST_QUERY = 8000
/** A call's arguments beyond this are data, not a question. */
const LONGEST_INPUT = 2000

/**
 * The user's words up to and with a message, nearest first, given those above it (law 2: nothing after
 * it). What a tool gave back is not the user speaking.
 */
export function wordsWith({ role, blocks }: Message, words: string): string {
  if (role !== 'user') return words
  const said = blocks.filter(({ kind }) => kind === 'text').map(({ text }) => text)
  return `${said.join('\n')}\n${words}`.slice(0, LONGEST_QUERY)
}

/** The words a fold of `block` ranks by: the user's above it, and the arguments of its call. */
export function queryFor(block: Block, userWords: string): string {
  const input = block.origin?.input.slice(0, LONGEST_INPUT) ?? ''
  return `${userWords}\n${input}`
}
