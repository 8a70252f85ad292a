import type { BodyFacts, CompressBodyResult, Headroom } from '../../engine/index.ts'
import type { Settings } from '../settings/table.ts'
import type { KnownConversation } from './conversations.ts'

/** What became of a body. */
export interface Rewritten {
  /** The body to send. */
  readonly text: string
  readonly result: CompressBodyResult | undefined
  /** Why there is no result, where one was wanted. */
  readonly failure?: 'late' | 'failed'
}

/** What rewriting one body needs. */
export interface RewriteDesk {
  readonly headroom: Headroom
  readonly settings: Settings
  readonly facts: BodyFacts
  readonly conversation: KnownConversation
  readonly signal: AbortSignal
}

/**
 * Compresses a body. Whatever goes wrong gives back the body as it came; so does a run that takes too
 * long, as a whole, since half of it would be neither (law 3).
 */
export async function rewrite(text: string, desk: RewriteDesk): Promise<Rewritten> {
  const { headroom, settings, conversation } = desk
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), settings.compressionTimeout * 1000)
  try {
    const result = await headroom.compressBody(text, {
      preset: settings.preset,
      compressUser: settings.compressUser,
      memory: conversation.memory,
      signal: AbortSignal.any([desk.signal, late.signal]),
    })
    return { text: result.body, result }
  } catch (error) {
    if (desk.signal.aborted) throw error
    return { text, result: undefined, failure: late.signal.aborted ? 'late' : 'failed' }
  } finally {
    clearTimeout(timer)
  }
}
