import { checksum } from '../../text/checksum.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { readRepeats } from '../../text/repeats/read-repeats.ts'

/** The reference decoder of the form `lines`; its grammar is in docs/packed-lines.md. */
export function expandLines(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'lines') return undefined
  const text = readRepeats(parsed.body)
  return text !== undefined && checksum(text) === parsed.check ? text : undefined
}
