import type { CompressBytesResult, Insertion, Preset, RequestBody } from '../../engine/index.ts'
import type { ExchangeHeadroom } from '../host.ts'
import type { Settings } from '../settings/table.ts'
import { firstOf, type Gone } from '../stop.ts'
import type { KnownConversation } from './conversations.ts'

/** What became of a body, or why nothing did. */
export type Rewritten =
  | { readonly result: CompressBytesResult; readonly failure?: undefined }
  | { readonly result?: undefined; readonly failure: 'late' | 'failed' }

/** What rewriting one body needs. */
export interface RewriteDesk {
  readonly headroom: ExchangeHeadroom
  readonly settings: Settings
  readonly conversation: KnownConversation
  /** Where our tool goes, where it does. */
  readonly tool: Insertion | undefined
  readonly signal: Gone
  /** As the request itself asks, where it does. */
  readonly preset: Preset | undefined
}

/**
 * Compresses a body. Whatever goes wrong leaves the body as it came; so does a run that takes too
 * long, as a whole, since half of it would be neither (law 3).
 */
export async function rewrite(body: RequestBody, desk: RewriteDesk): Promise<Rewritten> {
  const { headroom, settings, conversation, tool } = desk
  desk.signal.throwIfAborted()
  const stop = firstOf(desk.signal)
  const timer = setTimeout(() => stop.stop(new Error('late')), settings.compressionTimeout * 1000)
  try {
    const result = await headroom.compressRead(body, {
      preset: desk.preset ?? settings.preset,
      excludeTools: [...settings.protectedTools, ...settings.excludedTools],
      ...(tool === undefined ? {} : { recall: true, insertions: [tool] }),
      memory: conversation.memory,
      signal: stop,
    })
    return { result }
  } catch (error) {
    if (desk.signal.aborted) throw error
    return { failure: stop.aborted ? 'late' : 'failed' }
  } finally {
    clearTimeout(timer)
  }
}
