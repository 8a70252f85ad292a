import { detect } from './detect/detect.ts'
import type { Block, Conversation, Edit, Message } from './ir/conversation.ts'
import { SMALLEST_BLOCK } from './options.ts'
import { PIECES } from './pieces-at-once.ts'
import { Ledger } from './pipeline/earlier.ts'
import { expandText, type Reader } from './pipeline/expand-text.ts'
import type { Counters } from './token-counters.ts'
import { WORKSHOP } from './workshop.ts'

/**
 * Undoes every packed form in a message list or request body, from the messages alone; folded
 * blocks come back as their marker over exactly the kept spans and gap lines.
 */
export async function expandMessages<Messages>(
  { countReference }: Counters,
  messages: Messages,
): Promise<Messages> {
  const { readBody } = await PIECES.readers()
  const reading = readBody(messages, { compressUser: true })
  return reading.write(expansions(reading.conversation, readerOn(countReference))) as Messages
}

/** The same for JSON text, spliced. What is not valid JSON or no conversation comes back as it is. */
export async function expandJsonBody({ countReference }: Counters, body: string): Promise<string> {
  const { readJsonBody } = await PIECES.readers()
  const reading = readJsonBody(body, { compressUser: true })
  if (reading === undefined) return body
  return reading.write(expansions(reading.conversation, readerOn(countReference)))
}

/** In order, since a tool result may refer to those before it. */
function expansions(conversation: Conversation, reader: Reader): readonly Edit[] {
  const earlier = new Ledger(reader)
  const edits: Edit[] = []
  for (const { id, kind, seal, text, origin } of conversation.messages.flatMap(blocksOf)) {
    const isResult = kind === 'tool-result'
    const expanded =
      seal === 'open' ? expandText(text, isResult ? { ...reader, earlier } : reader) : text
    if (expanded !== text) edits.push({ block: id, text: expanded })
    if (kind === 'tool-call') earlier.addCall(text)
    if (isResult) earlier.add({ text, origin })
  }
  return edits
}

function blocksOf({ blocks }: Message): readonly Block[] {
  return blocks
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
