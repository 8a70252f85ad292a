import { UNPACKING_LIMITS } from '../unpacking-limits.ts'

const DEFINITION = /^([\u0391-\u044f])=([\s\S]+)$/
const RULE = '---\n'

/**
 * A body with its phrases back in place of their letters: `α=phrase` lines, then `---`, then the text.
 * `undefined` where definitions make no sense or the text would come to more than a text may.
 */
export function expandBody(body: string): string | undefined {
  const phrases = new Map<string, string>()
  let at = 0
  while (!body.startsWith(RULE, at)) {
    const end = body.indexOf('\n', at)
    const [, name, phrase] = DEFINITION.exec(body.slice(at, Math.max(at, end))) ?? []
    if (name === undefined || phrase === undefined || phrases.has(name)) return undefined
    phrases.set(name, phrase)
    at = end + 1
  }
  return filledIn(body.slice(at + RULE.length), phrases)
}

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
