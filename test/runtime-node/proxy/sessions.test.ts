import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countTokens, expandBody } from '../../../src/runtime-node/index.ts'
import { type RunningProxy, serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import { type ScriptedUpstream, startUpstream } from '../../proxy/scripted-upstream.ts'
import { compare, type Seen, textsOf } from '../../sessions/bill.ts'
import type { RecordedSession } from '../../sessions/recorded.ts'
import { cachedOf, continues, requestsOf, type SessionRequest } from '../../sessions/requests.ts'

const folder = new URL('../../bench/sessions/recorded/', import.meta.url)

async function recorded(name: string): Promise<RecordedSession> {
  const packed = await readFile(new URL(`${name}.json.gz`, folder))
  return JSON.parse(gunzipSync(packed).toString()) as RecordedSession
}

/** Two proxies over one folder that take turns. */
class Pair {
  readonly #upstream: string
  readonly #directory: string
  readonly #flags: Readonly<Record<string, string>>
  readonly #left: RunningProxy[] = []
  #proxies: readonly [RunningProxy, RunningProxy] | undefined

  constructor(upstream: string, directory: string, flags: Readonly<Record<string, string>>) {
    this.#upstream = upstream
    this.#directory = directory
    this.#flags = flags
  }

  async send(turn: number, { path, body }: SessionRequest): Promise<void> {
    this.#proxies ??= [await this.#start(), await this.#start()]
    const { url, token } = this.#proxies[turn % 2 === 0 ? 0 : 1]
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/t/${token}${path}`, { method: 'POST', headers, body })
    await answer.text()
    expect(answer.status).toBe(200)
  }

  /** One ends as a killed process does, without a word; another takes its place. */
  async kill(): Promise<void> {
    if (this.#proxies === undefined) return
    this.#left.push(this.#proxies[0])
    this.#proxies = [await this.#start(), this.#proxies[1]]
  }

  async restart(): Promise<void> {
    if (this.#proxies === undefined) return
    await this.#proxies[1].close()
    this.#proxies = [this.#proxies[0], await this.#start()]
  }

  async empty(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }

  async stop(): Promise<void> {
    for (const proxy of [...(this.#proxies ?? []), ...this.#left]) await proxy.close()
    await this.empty()
  }

  async #start(): Promise<RunningProxy> {
    const flags = { port: '0', 'workspace-dir': this.#directory, ...this.#flags }
    const environment = {
      HEADROOM_PROXY_TOKEN: 'of-this-test',
      OPENAI_TARGET_API_URL: this.#upstream,
      ANTHROPIC_TARGET_API_URL: this.#upstream,
      GEMINI_TARGET_API_URL: this.#upstream,
    }
    return await serveProxy({ flags, environment })
  }
}

describe('sessions of 50 turns', () => {
  let upstream: ScriptedUpstream

  beforeAll(async () => {
    upstream = await startUpstream()
  })

  afterAll(async () => await upstream.stop())

  async function pairWith(flags: Readonly<Record<string, string>> = {}): Promise<Pair> {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-sessions-'))
    return new Pair(upstream.url, directory, flags)
  }

  async function replay(requests: readonly SessionRequest[], pair: Pair): Promise<readonly Seen[]> {
    const faults = new Map([
      [Math.floor(requests.length / 4), () => pair.kill()],
      [Math.floor(requests.length / 2), () => pair.restart()],
      [Math.floor((3 * requests.length) / 4), () => pair.empty()],
    ])
    const seen: Seen[] = []
    for (const [turn, request] of requests.entries()) {
      await faults.get(turn)?.()
      await pair.send(turn, request)
      const sent = upstream.asked.at(-1)?.body.toString() ?? ''
      const { body, needs } = request
      seen.push({ asked: cachedOf(body), sent: cachedOf(sent), needs })
    }
    await pair.stop()
    return seen
  }

  it.each(['commander', 'undici', 'ws', 'zod'])(
    '%s: every request begins with the one before, and none costs more',
    async (name) => {
      const session = await recorded(name)
      const requests = requestsOf(session)
      expect(requests.length).toBeGreaterThanOrEqual(50)
      const turns = await replay(requests, await pairWith())
      for (const [turn, { asked, sent }] of turns.entries()) {
        const before = turns[turn - 1]
        expect(asked.results.length).toBe(sent.results.length)
        if (before !== undefined) expect(continues(before.sent, sent), `turn ${turn}`).toBe(true)
      }
      const counts = new Map<string, number>()
      for (const text of textsOf(turns)) counts.set(text, await countTokens(text))
      const unpacked = cachedOf(await expandBody(upstream.asked.at(-1)?.body.toString() ?? ''))
      const { direct, ours } = compare(turns, unpacked.results, (text) => counts.get(text) ?? 0)
      expect(ours.cost).toBeLessThan(direct.cost)
    },
  )
})
