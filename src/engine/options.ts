import { EngineError } from './errors.ts'
import type { FoldPolicies } from './pipeline/desk.ts'

/** How hard to press: `safe` only packs; `balanced` folds large blocks; `aggressive` folds more of them, further. */
export type Preset = 'safe' | 'balanced' | 'aggressive'

const DEFAULT_PRESET: Preset = 'balanced'

/**
 * `foldAbove`: below it the marker, the gap lines and a possible fetch outweigh the saving.
 * `foldAbovePerMille`, `foldToPerMille`, `foldFloor`: where savings, recall and what has to be fetched
 * again balance on the cases that `npm run eval` scores. Of code the outline says most of what is
 * asked of a file, of a log or a build each line may be the one, so these go further and less far.
 */
export const FOLD_POLICIES: Readonly<Record<Preset, FoldPolicies | undefined>> = {
  safe: undefined,
  balanced: {
    foldAbove: 2000,
    foldAbovePerMille: 150,
    foldToPerMille: 120,
    foldFloor: 1500,
    answerAbove: 900,
    leastSavedPerMille: 80,
    byKind: {
      code: { foldAbove: 1500, foldAbovePerMille: 0, foldToPerMille: 100, foldFloor: 700 },
      diff: { foldAbove: 1000, foldAbovePerMille: 0, foldToPerMille: 350, foldFloor: 600 },
      search: { foldAbove: 1200, foldAbovePerMille: 0, foldToPerMille: 180, foldFloor: 700 },
      listing: { foldAbove: 1500, foldAbovePerMille: 0, foldToPerMille: 200, foldFloor: 800 },
      log: { foldAbove: 2000, foldAbovePerMille: 350, foldToPerMille: 180, foldFloor: 1500 },
      build: { foldAbove: 600, foldAbovePerMille: 100, foldToPerMille: 225, foldFloor: 600 },
      trace: { foldAbove: 600, foldAbovePerMille: 100, foldToPerMille: 225, foldFloor: 600 },
    },
  },
  aggressive: {
    foldAbove: 800,
    foldAbovePerMille: 60,
    foldToPerMille: 60,
    foldFloor: 500,
    answerAbove: 500,
    byKind: {
      diff: { foldAbove: 600, foldAbovePerMille: 0, foldToPerMille: 200, foldFloor: 300 },
      log: { foldAbove: 800, foldAbovePerMille: 100, foldToPerMille: 100, foldFloor: 500 },
    },
  },
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
