import { checksum } from '../../text/checksum.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { expandBody } from '../../text/phrases/expand-body.ts'
import { readRepeats } from '../../text/repeats/read-repeats.ts'

/** The reference decoder of the form `shared`; its grammar is in docs/packed-lines.md. */
export function expandShared(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'shared') return undefined
  const lines = expandBody(parsed.body)
  const text = lines === undefined ? undefined : readRepeats(lines)
  return text !== undefined && checksum(text) === parsed.check ? text : undefined
}
