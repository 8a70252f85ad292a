import type { Preset } from '../index.ts'
import { nameMatcher } from '../mcp/gateway/name-matcher.ts'

/** What stands behind `headroom hook run` in an agent's settings. */
export interface HookOptions {
  readonly agent: string
  readonly preset: Preset
  /** Tools whose output is left as it is. */
  readonly isLeft: (tool: string) => boolean
  /** Words that take the place of every output: shows whether replacing works at all. */
  readonly canary: string | undefined
  /** Where the agent's session began. */
  readonly folder: string | undefined
}

const PRESETS: readonly Preset[] = ['safe', 'balanced', 'aggressive']

/** The options in a list of words; `undefined` where it is none of ours. */
export function hookOptions([agent, ...words]: readonly string[]): HookOptions | undefined {
  const wordBehind = (flag: string): string | undefined => {
    const at = words.indexOf(flag)
    return at < 0 ? undefined : words[at + 1]
  }
  const named = (flag: string): readonly string[] => wordBehind(flag)?.split(',') ?? []
  const preset = PRESETS.find((one) => one === (wordBehind('--preset') ?? 'balanced'))
  if (agent === undefined || preset === undefined) return undefined
  const [only, except] = [named('--only'), named('--except')]
  const [isNamed, isExcepted] = [nameMatcher(only), nameMatcher(except)]
  return {
    agent,
    preset,
    isLeft: (tool) => isExcepted(tool) || (only.length > 0 && !isNamed(tool)),
    canary: wordBehind('--canary'),
    folder: wordBehind('--folder'),
  }
}
