import { checksum } from '../../text/checksum.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { expandBody } from '../../text/phrases/expand-body.ts'

/** The reference decoder of the form `phrases`; its grammar is in docs/packed-lines.md. */
export function expandPhrases(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'phrases') return undefined
  const text = expandBody(parsed.body)
  return text !== undefined && checksum(text) === parsed.check ? text : undefined
}
