import type { Block, Conversation } from '../ir/conversation.ts'
import { sharedBeginning } from '../text/shared-beginning.ts'
import { wordsWith } from './query.ts'

/** A block, and what the user had said before it. */
export interface Station {
  readonly block: Block
  readonly userWords: string
}

/** All blocks of a conversation, in order. */
export interface Route {
  readonly conversation: Conversation
  readonly stations: readonly Station[]
  readonly legs: readonly Leg[]
}

/** The way through one message. */
interface Leg {
  /** Blocks passed by its end. */
  readonly end: number
  /** What the user has said by its end. */
  readonly wordsAfter: string
}

/** The way through a conversation; as far as its messages are the very values of an earlier one, the same. */
export function routeOf(conversation: Conversation, earlier?: Route): Route {
  if (earlier?.conversation === conversation) return earlier
  const { messages } = conversation
  const shared = sharedBeginning(messages, earlier?.conversation.messages ?? [])
  const legs = earlier?.legs.slice(0, shared) ?? []
  const last = legs.at(-1)
  const stations = earlier?.stations.slice(0, last?.end ?? 0) ?? []
  let words = last?.wordsAfter ?? ''
  for (const message of messages.slice(shared)) {
    for (const block of message.blocks) stations.push({ block, userWords: words })
    words = wordsWith(message, words)
    legs.push({ end: stations.length, wordsAfter: words })
  }
  return { conversation, legs, stations }
}
