import { expect } from 'vitest'
import { findRefs } from '../../../src/runtime-node/index.ts'
import { serviceLogs } from '../../engine/laws/text-pool.ts'
import { type Heard, newest } from '../../proxy/model-request.ts'
import { call, script, text } from '../../proxy/recall/scripts.ts'
import type { Doing, ScriptedModel } from '../../proxy/scripted-model.ts'
import type { Call, Given, Reply, Sdk, Session, SessionOptions } from '../sdk-clients/client.ts'

/** Results too large to pass whole under `aggressive`; each is less than one lookup may give back. */
const LOGS = ['redis.log', 'mariadb.log', 'dovecot.log', 'memcached.log'].map(
  (name) => serviceLogs.get(name) ?? expect.unreachable(),
)
export const logOf = (turn: number): string => LOGS[turn % LOGS.length] ?? ''

export const user = (words: string): Given => ({ kind: 'text', text: words })
export const read = (id: string) => ({
  ...call(id, 'Read', { path: `${id}.log` }),
  signature: `signed ${id}`,
})
export const lookUp = (id: string, more: object): ReturnType<typeof call> =>
  call(id, 'headroom_retrieve', more)

export const says =
  (...given: Parameters<typeof script>) =>
  (): Doing => ({ script: script(...given) })
export const ends = (words: string): (() => Doing) => says('end', text(words))

/** The results that a request brings, in their order. */
export const resultsIn = (heard: Heard): readonly string[] =>
  newest(heard).flatMap((one) => (one.kind === 'result' ? [one.text] : []))

/** The ref that stands in a request's newest results for what was left out. */
export function refIn(heard: Heard): string {
  return findRefs(resultsIn(heard).join('\n'))[0] ?? expect.unreachable('nothing was folded')
}

/** One package before the model. */
export interface Bench {
  readonly sdk: Sdk
  readonly model: ScriptedModel
  readonly breaksOff: boolean
  readonly open: (more?: Partial<SessionOptions>) => Session
}

/** Nothing of ours is seen by the client, and nothing was sent that a provider would refuse. */
export function expectClean({ model }: Bench, ...replies: readonly Reply[]): void {
  for (const { shown } of replies) expect(shown).not.toContain('headroom')
  expect(model.faults).toEqual([])
}

/** A turn in which the model wants one file. */
export async function turnWithCall(session: Session, words: string): Promise<Call> {
  const { calls } = await session.ask([user(words)])
  return calls[0] ?? expect.unreachable('no call')
}
