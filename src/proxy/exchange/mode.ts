import type { HeadHeaders } from '../request-head.ts'
import type { Settings } from '../settings/table.ts'
import type { Format } from '../upstream/route-of.ts'

/**
 * What is done with a request.
 *
 * - `on`: compressed.
 * - `observe`: measured, and sent as it came.
 * - `holdout`: left alone, as one of the control group.
 * - `raw`: left alone, because its provider refused what we had made of it.
 * - `bypass`: left alone, because its client said so.
 * - `off`: left alone, because the proxy is told to.
 */
export type Mode = 'on' | 'observe' | 'holdout' | 'raw' | 'bypass' | 'off'

/** What the mode depends on: the same for every request of a conversation, so that no prefix changes. */
export interface Circumstances {
  readonly format: Format
  readonly provider: string
  /** Names the conversation, in hexadecimal. */
  readonly root: string
  readonly isRaw: boolean
}

/** The mode of one request, by the conversation it belongs to; one that is bypassed does not come so far. */
export function modeOf(given: Circumstances, settings: Settings): Mode {
  const { root, isRaw } = given
  if (!settings.optimize) return 'off'
  if (isRaw) return 'raw'
  if (shareOf(root, 0) < settings.holdout) return 'holdout'
  if (settings.observeRoutes.some((route) => route === given.format || route === given.provider)) {
    return 'observe'
  }
  return shareOf(root, 1) < settings.observe ? 'observe' : 'on'
}

/** True for a client that wants every byte left alone. */
export function isBypassed(headers: HeadHeaders): boolean {
  if (headers.get('x-headroom-bypass')?.toLowerCase() === 'true') return true
  return headers.get('x-headroom-mode')?.toLowerCase() === 'passthrough'
}

/** Digits of the root that make one share. */
const DIGITS = 8

/** Where a conversation stands between 0 and 1, by its name; two draws do not depend on each other. */
function shareOf(root: string, draw: number): number {
  const digits = root.slice(draw * DIGITS, (draw + 1) * DIGITS)
  return Number.parseInt(digits, 16) / 16 ** DIGITS
}
