import { type Heard, newest } from '../proxy/model-request.ts'
import type { Doing } from '../proxy/scripted-model.ts'
import type { Trouble } from './clients/agent.ts'
import type { Deciding } from './task-model.ts'

const refusal = (status: number, headers: Readonly<Record<string, string>> = {}): Doing => ({
  status,
  headers,
})

type Spoiling = (doing: Doing) => Doing

const half =
  (kind: 'reset' | 'end' | 'error' | 'silent'): Spoiling =>
  (doing) =>
    'script' in doing ? { ...doing, half: kind } : doing

/** What becomes of an answer, and how many answers. */
const TROUBLES: Readonly<Record<Trouble, readonly [spoil: Spoiling, times: number]>> = {
  busy: [() => refusal(529), 1],
  limited: [() => refusal(429, { 'retry-after': '1' }), 1],
  failed: [() => refusal(500), 1],
  'refused once': [() => refusal(400), 1],
  'refused twice': [() => refusal(400), 2],
  'hung up': [() => ({ hangsUp: true }), 1],
  reset: [half('reset'), 1],
  ended: [half('end'), 1],
  error: [half('error'), 1],
  silent: [half('silent'), 1],
}

/** Statuses on which nothing is asked again by the proxy in the midst of an answer. */
const FINAL: readonly Trouble[] = ['failed']

/**
 * Answers that never begin, and that the proxy asks for again by itself in the midst of another: what is
 * refused without the lookup, then as it came.
 */
const REPEATED: readonly Trouble[] = ['busy', 'limited', 'hung up', 'refused once', 'refused twice']

/**
 * How a trouble reaches an agent. One that befalls what is asked on after a lookup comes in the midst of
 * an answer: what the proxy can't mend breaks that off; `undefined` for what the agent never sees.
 */
export function seenAs(
  trouble: Trouble,
  { folds, breaksOff }: { readonly folds: boolean; readonly breaksOff: boolean },
): Trouble | 'words alone' | undefined {
  if (folds ? REPEATED.includes(trouble) : trouble === 'refused once') return undefined
  if (folds && FINAL.includes(trouble)) return breaksOff ? 'reset' : 'words alone'
  return trouble === 'reset' && !breaksOff ? 'ended' : trouble
}

/** A model in trouble once it has seen the first result; where it looked something up, then after that. */
export const inTrouble =
  (trouble: Trouble) =>
  (model: Deciding): Deciding => {
    const [spoil, times] = TROUBLES[trouble]
    let spoilt = 0
    return async (heard) => {
      const doing = await model(heard)
      if (!isReady(heard) || isLookup(doing) || spoilt === times) return doing
      spoilt++
      return spoil(doing)
    }
  }

const isReady = (heard: Heard): boolean => newest(heard).some(({ kind }) => kind === 'result')

function isLookup(doing: Doing): boolean {
  if (!('script' in doing)) return false
  const calls = doing.script.blocks.filter(({ kind }) => kind === 'call')
  return calls.length > 0 && calls.every((block) => 'id' in block && block.id.startsWith('p'))
}
