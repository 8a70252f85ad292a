import { detect } from './detect/detect.ts'
import { readBody, readJsonBody } from './dialects/index.ts'
import type { Conversation, Edit } from './ir/conversation.ts'
import { SMALLEST_BLOCK } from './options.ts'
import { expandText, type Reader } from './pipeline/expand-text.ts'
import type { Counters } from './token-counters.ts'
import { WORKSHOP } from './workshop.ts'

/**
 * Undoes every packed form in a message list or request body, from the messages alone; folded
 * blocks come back as their marker over exactly the kept spans and gap lines.
 */
export function expandMessages<Messages>(
  { countReference }: Counters,
  messages: Messages,
): Messages {
  const reading = readBody(messages, { compressUser: true })
  const reader = readerOn(countReference)
  return reading.write(
    expansions(reading.conversation, (text) => expandText(text, reader)),
  ) as Messages
}

/** The same for JSON text, spliced. What is not valid JSON or no conversation comes back as it is. */
export function expandJsonBody({ countReference }: Counters, body: string): string {
  const reading = readJsonBody(body, { compressUser: true })
  if (reading === undefined) return body
  const reader = readerOn(countReference)
  return reading.write(expansions(reading.conversation, (text) => expandText(text, reader)))
}

function expansions(conversation: Conversation, expand: (text: string) => string): readonly Edit[] {
  const open = conversation.messages
    .flatMap(({ blocks }) => blocks)
    .filter(({ seal }) => seal === 'open')
  return open.flatMap(({ id, text }) => {
    const expanded = expand(text)
    return expanded === text ? [] : [{ block: id, text: expanded }]
  })
}

function readerOn(countReference: Counters['countReference']): Reader {
  return {
    workshop: WORKSHOP,
    countReference,
    detect,
    smallestBlock: SMALLEST_BLOCK,
    signal: undefined,
  }
}
