import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { call, PROVIDERS, type Script, script, text } from '../../proxy/recall/scripts.ts'
import { type ScriptedUpstream, startUpstream } from '../../proxy/scripted-upstream.ts'
import type { RecordedSession } from '../../sessions/recorded.ts'
import { type CachedBody, cachedOf, continues, requestsOf } from '../../sessions/requests.ts'
import { ProxyPair } from './proxy-pair.ts'
import { readSession } from './read-session.ts'

const TOOL = 'headroom_retrieve'
/** Where the model looks something up: in one answer by itself, in another beside a call of the client's. */
const ALONE = 24
const BESIDE = 27

const FORMATS: readonly (readonly [Format, string])[] = [
  ['anthropic', 'commander'],
  ['gemini', 'undici'],
  ['openai-chat', 'ws'],
  ['openai-responses', 'zod'],
]

describe('a model that looks originals up in the middle of a session', () => {
  let upstream: ScriptedUpstream

  beforeAll(async () => {
    upstream = await startUpstream()
  })

  afterAll(async () => await upstream.stop())

  /** The scripts are said one after the other, from now on. */
  function says(format: Format, ...scripts: readonly Script[]): void {
    let said = 0
    upstream.asked.length = 0
    upstream.answer = (_, outgoing) => {
      const next = scripts[Math.min(said++, scripts.length - 1)] ?? script('end', text('Good.'))
      outgoing.writeHead(200, { 'content-type': 'application/json' })
      outgoing.end(PROVIDERS[format].whole(next, said))
    }
  }

  const sent = (): readonly string[] => upstream.asked.map(({ body }) => body.toString())
  const lastSent = (): CachedBody => cachedOf(sent().at(-1) ?? '')

  it.each(FORMATS)('%s: later requests begin with what was sent before', async (format, name) => {
    const session = await readSession(name)
    const requests = requestsOf(session, format)
    const pair = await ProxyPair.start(upstream.url)
    const ask = async (turn: number): Promise<string> =>
      await pair.send(turn, requests[turn] ?? { path: '', body: '', needs: [] })

    says(format)
    await ask(ALONE - 1)
    const ref = /headroom_retrieve\(ref=\\+"([^"\\]+)/.exec(sent()[0] ?? '')?.[1] ?? ''
    expect(ref).not.toBe('')

    const lookUp = call('call_private', TOOL, { hash: ref, lines: [1, 3] })
    says(format, script('calls', lookUp), script('end', text('Now I know.')))
    const answer = await ask(ALONE)
    expect(answer).not.toContain(TOOL)
    expect(answer).toContain('Now I know.')
    const [first, second] = sent().map(cachedOf)
    expect(sent()).toHaveLength(2)
    if (first === undefined || second === undefined) return expect.unreachable()
    expect(continues(first, second)).toBe(true)

    says(format)
    for (let turn = ALONE + 1; turn < BESIDE; turn++) await ask(turn)
    expect(continues(first, lastSent())).toBe(true)

    says(format, script('calls', lookUp, ...callsOf(session, BESIDE)))
    expect(await ask(BESIDE)).not.toContain(TOOL)
    expect(sent()).toHaveLength(1)
    let before = lastSent()

    says(format)
    for (let turn = BESIDE + 1; turn < BESIDE + 5; turn++) {
      await ask(turn)
      expect(continues(before, lastSent()), `turn ${turn}`).toBe(true)
      expect(sent().at(-1), `turn ${turn}`).toContain('"call_private"')
      before = lastSent()
    }
    await pair.stop()
  })
})

/** What the client was called for in that turn, as the model said it. */
function callsOf({ turns }: RecordedSession, turn: number): Script['blocks'] {
  const { calls = [] } = turns[turn] ?? {}
  return calls.map(({ tool, input }, at) => call(`call_${turn}_${at}`, tool, { ...input }))
}
