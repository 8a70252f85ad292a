import type { UsageFigures } from '../operations/usage.ts'
import type { Format } from '../upstream/route-of.ts'

const MINUTE = 60_000

/**
 * Milliseconds that a provider keeps a prefix after its last use.
 *
 * - Anthropic: five minutes, or an hour where the client asked for that, begun anew with every use
 *   (platform.claude.com/docs/en/build-with-claude/prompt-caching).
 * - OpenAI: cleared after 5 to 10 minutes of inactivity, as a rule; always within an hour
 *   (developers.openai.com/api/docs/guides/prompt-caching, the same for Azure): beyond ten minutes
 *   it is taken to be gone.
 * - Gemini says nothing of how long implicit caches live; explicit ones an hour, unless told otherwise.
 */
export function lifetimeOf(format: Format, { cacheWrite1h = 0 }: UsageFigures): number {
  if (format === 'anthropic') return cacheWrite1h > 0 ? 60 * MINUTE : 5 * MINUTE
  return format === 'gemini' ? 60 * MINUTE : 10 * MINUTE
}

/** The shortest prefix that any of them caches, in tokens. */
export const SHORTEST_CACHED = 1024

/**
 * Tokens that the next request of a conversation should find cached, if it goes on as this one began.
 * Anthropic says what it wrote and read. The others cache whatever came, OpenAI in steps of 128.
 */
export function cachedAfter(format: Format, usage: UsageFigures): number {
  const { input = 0, cacheRead = 0, cacheWrite = 0 } = usage
  if (format === 'anthropic') return cacheRead + cacheWrite
  const all = input + cacheRead + cacheWrite
  return all - (all % OPENAI_STEP)
}

const OPENAI_STEP = 128
