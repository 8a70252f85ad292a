import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countTokens, expandBody } from '../../../src/runtime-node/index.ts'
import { type ScriptedUpstream, startUpstream } from '../../proxy/scripted-upstream.ts'
import { compare, type Seen, textsOf } from '../../sessions/bill.ts'
import { cachedOf, continues, requestsOf, type SessionRequest } from '../../sessions/requests.ts'
import { ProxyPair } from './proxy-pair.ts'
import { readSession } from './read-session.ts'

/** One session a format: Anthropic, Gemini, chat and Responses, in this order. */
const NAMES = ['commander', 'undici', 'ws', 'zod']

describe('sessions of 50 turns', () => {
  let upstream: ScriptedUpstream

  beforeAll(async () => {
    upstream = await startUpstream()
  })

  afterAll(async () => await upstream.stop())

  const lastSent = (): string => upstream.asked.at(-1)?.body.toString() ?? ''

  async function replay(requests: readonly SessionRequest[]): Promise<readonly Seen[]> {
    const pair = await ProxyPair.start(upstream.url)
    const faults = new Map([
      [Math.floor(requests.length / 4), () => pair.kill()],
      [Math.floor(requests.length / 2), () => pair.restart()],
      [Math.floor((3 * requests.length) / 4), () => pair.empty()],
    ])
    const seen: Seen[] = []
    for (const [turn, request] of requests.entries()) {
      await faults.get(turn)?.()
      await pair.send(turn, request)
      const { body, needs } = request
      seen.push({ asked: cachedOf(body), sent: cachedOf(lastSent()), needs })
    }
    await pair.stop()
    return seen
  }

  it.each(NAMES)(
    '%s: every request begins with the one before, and all together cost less',
    async (name) => {
      const requests = requestsOf(await readSession(name))
      expect(requests.length).toBeGreaterThanOrEqual(50)
      const turns = await replay(requests)
      for (const [turn, { asked, sent }] of turns.entries()) {
        const before = turns[turn - 1]
        expect(asked.results.length).toBe(sent.results.length)
        if (before !== undefined) expect(continues(before.sent, sent), `turn ${turn}`).toBe(true)
      }
      const counts = new Map<string, number>()
      for (const text of textsOf(turns)) counts.set(text, await countTokens(text))
      const unpacked = cachedOf(await expandBody(lastSent()))
      const { direct, ours } = compare(turns, unpacked.results, (text) => counts.get(text) ?? 0)
      expect(ours.cost).toBeLessThan(direct.cost)
    },
  )

  it.each([...NAMES, 'pino'])('%s: decides by nothing that was not read', async (name) => {
    for (const { body, needs } of requestsOf(await readSession(name))) {
      const read = [...cachedOf(body).results, body].join('\n').replace(/\s+/g, ' ')
      for (const need of needs) {
        const said = need.replace(/\s+/g, ' ')
        expect(read.includes(said) || read.includes(JSON.stringify(said).slice(1, -1)), need).toBe(
          true,
        )
      }
    }
  })
})
