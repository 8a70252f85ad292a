import type { Preset } from '../../engine/index.ts'
import { invalid } from '../request-error.ts'
import type { HeadHeaders } from '../request-head.ts'

const PRESETS = ['safe', 'balanced', 'aggressive'] as const satisfies readonly Preset[]

/**
 * The preset that a request asks for by `x-headroom-preset`, in the place of what is set. A client that
 * changes it within a conversation changes the conversation's prefix. Throws `RequestError` 400 for one
 * that does not exist.
 */
export function presetIn(headers: HeadHeaders): Preset | undefined {
  const name = headers.get('x-headroom-preset')?.trim().toLowerCase()
  const preset = PRESETS.find((known) => known === name)
  if (name === undefined || preset !== undefined) return preset
  throw invalid(`x-headroom-preset must be one of ${PRESETS.join(', ')}`)
}
