import { checksum } from '../../text/checksum.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'

/** The reference decoder of the form `phrases`; its grammar is in docs/packed-lines.md. */
export function expandPhrases(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'phrases') return undefined
  const { body, check } = parsed
  const phrases = new Map<string, string>()
  let at = 0
  while (!body.startsWith('---\n', at)) {
    const end = body.indexOf('\n', at)
    const [, name, phrase] = DEFINITION.exec(body.slice(at, Math.max(at, end))) ?? []
    if (name === undefined || phrase === undefined || phrases.has(name)) return undefined
    phrases.set(name, phrase)
    at = end + 1
  }
  const text = filledIn(body.slice(at + '---\n'.length), phrases)
  return text !== undefined && checksum(text) === check ? text : undefined
}

const DEFINITION = /^([\u0391-\u044f])=([\s\S]+)$/

/** `undefined` where it would come to more than a text may. */
function filledIn(written: string, phrases: ReadonlyMap<string, string>): string | undefined {
  let text = ''
  let done = 0
  for (const { 0: letter, index } of written.matchAll(/[\u0391-\u044f]/g)) {
    const phrase = phrases.get(letter)
    if (phrase === undefined) continue
    text += written.slice(done, index) + phrase
    done = index + 1
    if (text.length > UNPACKING_LIMITS.units) return undefined
  }
  return text + written.slice(done)
}
