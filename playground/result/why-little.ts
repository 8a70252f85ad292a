import type { Decision } from '../../src/runtime-browser/index.ts'
import type { Outcome, Settings } from '../engine/protocol.ts'
import { percent, whole } from '../page/numbers.ts'
import { reasonOf } from './reasons.ts'

/** Above this share nobody asks why. */
const LITTLE = 0.2

/** Why little was saved, and what would save more; `undefined` where much was. */
export function whyLittle({ report }: Outcome, settings: Settings): string | undefined {
  const { tokensBefore, tokensAfter, decisions, foldingWouldSave } = report
  if (tokensBefore === 0) return 'There is nothing in it to compress.'
  if ((tokensBefore - tokensAfter) / tokensBefore >= LITTLE) return undefined
  const kept = decisions.filter(({ outcome }) => outcome === 'kept')
  const largest = [...kept].sort((one, other) => other.tokensBefore - one.tokensBefore)[0]
  const sentences = [
    largest === undefined ? packedAlone(decisions) : keptBecause(largest, tokensBefore),
    foldingWouldSave > 0
      ? `With recall it would be ${whole(foldingWouldSave)} tokens less.`
      : undefined,
    settings.preset === 'safe' && settings.recall
      ? 'The preset “safe” leaves nothing out.'
      : undefined,
  ]
  return sentences.filter((sentence) => sentence !== undefined).join(' ')
}

function keptBecause(decision: Decision, all: number): string {
  const share = percent(decision.tokensBefore / all)
  return `${share} of the tokens are one block (${decision.content}) that was kept: ${lowered(reasonOf(decision))}.`
}

function packedAlone(decisions: readonly Decision[]): string {
  const proved = decisions.some(({ outcome }) => outcome === 'packed')
  return proved
    ? 'All of it was written as short as a form that decodes to the same bytes allows.'
    : 'Little in it could be left out.'
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
