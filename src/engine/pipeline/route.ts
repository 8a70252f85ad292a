import type { Block, Conversation, Message } from '../ir/conversation.ts'
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

/** The blocks of one message. */
interface Leg {
  readonly message: Message
  readonly stations: readonly Station[]
  /** What the user has said by its end. */
  readonly wordsAfter: string
}

/** The way through a conversation; as far as its messages are the very values of an earlier one, the same. */
export function routeOf(conversation: Conversation, earlier?: Route): Route {
  if (earlier?.conversation === conversation) return earlier
  const { messages } = conversation
  const stations: Station[] = []
  const legs: Leg[] = []
  let words = ''
  let isKnown = true
  for (const [at, message] of messages.entries()) {
    const known = earlier?.legs[at]
    isKnown &&= known?.message === message
    const leg = isKnown && known !== undefined ? known : legOf(message, words)
    legs.push(leg)
    stations.push(...leg.stations)
    words = leg.wordsAfter
  }
  return { conversation, legs, stations }
}

function legOf(message: Message, userWords: string): Leg {
  const stations = message.blocks.map((block) => ({ block, userWords }))
  return { message, stations, wordsAfter: wordsWith(message, userWords) }
}
