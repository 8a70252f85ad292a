import type { Block, Conversation } from '../ir/conversation.ts'

/** User words looked back at, in characters: the nearest are the likeliest to matter. */
const LONGEST_QUERY = 8000
/** A call's arguments beyond this are data, not a question. */
const LONGEST_INPUT = 2000

/**
 * For each message, the user's words above it, nearest first (law 2: nothing after it). What a tool
 * gave back is not the user speaking.
 */
export function userWordsBefore(conversation: Conversation): readonly string[] {
  const before: string[] = []
  let words = ''
  for (const { role, blocks } of conversation.messages) {
    before.push(words)
    if (role !== 'user') continue
    const said = blocks.filter(({ kind }) => kind === 'text').map(({ text }) => text)
    words = `${said.join('\n')}\n${words}`.slice(0, LONGEST_QUERY)
  }
  return before
}

/** The words a fold of `block` ranks by: the user's above it, and the arguments of its call. */
export function queryFor(block: Block, userWords: string): string {
  const input = block.origin?.input.slice(0, LONGEST_INPUT) ?? ''
  return `${userWords}\n${input}`
}
