import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ScriptedUpstream, startUpstream } from '../../proxy/scripted-upstream.ts'
import {
  type CachedBody,
  cachedOf,
  continues,
  requestsOf,
  type SessionRequest,
} from '../../sessions/requests.ts'
import { ProxyPair } from './proxy-pair.ts'
import { readSession } from './read-session.ts'

/** A turn of the session at which a large file has long been read, and what its fold begins with. */
const LATE = 8
const FOLDED = 'nothing lost: headroom_retrieve'

/** Where a request's tools come and go, so does ours; what is folded must be the same for whoever is asked. */
describe('tools that come and go in a session', () => {
  let upstream: ScriptedUpstream
  let pair: ProxyPair
  let requests: readonly SessionRequest[] = []

  beforeAll(async () => {
    upstream = await startUpstream()
    requests = requestsOf(await readSession('ws'))
  })
  afterAll(async () => await upstream.stop())
  beforeEach(async () => {
    pair = await ProxyPair.start(upstream.url)
  })
  afterEach(async () => await pair.stop())

  /** What is sent for a request of the session, some of whose members are others, by one of the two. */
  async function sent(turn: number, by: number, more: object = {}): Promise<CachedBody> {
    const { path, body } = requests[turn] ?? { path: '', body: '{}' }
    const changed = JSON.stringify({ ...JSON.parse(body), ...more })
    await pair.send(by, { path, body: changed, needs: [] })
    return cachedOf(upstream.asked.at(-1)?.body.toString() ?? '')
  }

  /** Whatever stands before the conversation. */
  const goesOn = (before: CachedBody, after: CachedBody): boolean =>
    continues({ ...before, head: after.head }, after)

  const without = { tools: undefined }

  it('a first request without tools changes nothing for those that follow', async () => {
    let before = await sent(0, 0, without)
    for (let turn = 1; turn <= LATE; turn++) {
      if (turn === LATE - 2) await pair.kill()
      const after = await sent(turn, turn)
      expect(goesOn(before, after), `turn ${turn}`).toBe(true)
      before = after
    }
    expect(before.items.join()).toContain(FOLDED)
  })

  it('after one request whose model may call nothing, all go on from the one before it', async () => {
    await sent(LATE - 1, 1)
    const before = await sent(LATE, 0)
    expect(before.items.join()).toContain(FOLDED)
    const alone = await sent(LATE + 1, 1, { tool_choice: 'none' })
    expect(alone.items.join()).not.toContain(FOLDED)
    let last = before
    for (const [at, by] of [0, 1, 0, 1].entries()) {
      const after = await sent(LATE + 2 + at, by)
      expect(continues(last, after), `request ${at}`).toBe(true)
      last = after
    }
  })

  it('where they first come late, what was sent stays; a process that has not seen it folds all, once', async () => {
    const before = await sent(LATE, 0, without)
    const after = await sent(LATE + 1, 0)
    expect(goesOn(before, after)).toBe(true)
    expect(after.items.join()).not.toContain(FOLDED)

    await pair.kill()
    const folded = await sent(LATE + 2, 0)
    expect(folded.items.join()).toContain(FOLDED)
    await pair.kill()
    expect(continues(folded, await sent(LATE + 3, 0))).toBe(true)
  })
})
