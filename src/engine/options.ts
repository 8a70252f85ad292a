import { EngineError } from './errors.ts'
import type { FoldPolicy } from './pipeline/desk.ts'

/** How hard to press: `safe` only packs; `balanced` folds large blocks; `aggressive` folds more of them, further. */
export type Preset = 'safe' | 'balanced' | 'aggressive'

const DEFAULT_PRESET: Preset = 'balanced'

/**
 * `foldAbove`: below it the marker, the gap lines and a possible fetch outweigh the saving.
 * `foldAbovePerMille`, `foldToPerMille`, `foldFloor`: where savings and recall balance on the cases
 * that `npm run eval` scores.
 */
export const FOLD_POLICIES: Readonly<Record<Preset, FoldPolicy | undefined>> = {
  safe: undefined,
  balanced: { foldAbove: 4000, foldAbovePerMille: 280, foldToPerMille: 225, foldFloor: 2000 },
  aggressive: { foldAbove: 800, foldAbovePerMille: 120, foldToPerMille: 120, foldFloor: 600 },
}

/**
 * Blocks below this many tokens are left alone: a header of about 25 tokens and the least worthwhile
 * saving of 30 leave nothing to gain.
 */
export const SMALLEST_BLOCK = 100

/** Refuses option names that do not exist, naming the ones that do. */
export function refuseUnknownNames(options: object, known: readonly string[], where: string): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    throw new EngineError(
      'bad-options',
      `${where}: unknown option "${name}"; known are ${known.join(', ')}`,
    )
  }
}

/** The preset of that name; refuses others by name. */
export function presetOf(name: unknown, where: string): Preset {
  if (name === undefined) return DEFAULT_PRESET
  if (name === 'safe' || name === 'balanced' || name === 'aggressive') return name
  throw new EngineError(
    'bad-options',
    `${where}: preset must be "safe", "balanced" or "aggressive", got ${describe(name)}`,
  )
}

/** A value as an error message shows it: short, and never an object's insides. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40))
  return value === null || typeof value !== 'object' ? String(value) : typeof value
}
