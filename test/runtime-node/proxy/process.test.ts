import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findRefs } from '../../../src/runtime-node/index.ts'
import { serviceLogs } from '../../engine/laws/text-pool.ts'
import {
  type Answering,
  type ScriptedUpstream,
  startUpstream,
} from '../../proxy/scripted-upstream.ts'
import { inParallel } from '../../suites/faults/bench.ts'
import { INJECTED } from '../../suites/faults/requests.ts'
import { type ProcessOptions, type ProxyProcess, startProcess } from './start-process.ts'

const LOGS = ['redis.log', 'mariadb.log', 'dovecot.log', 'memcached.log'].map(
  (name) => serviceLogs.get(name) ?? expect.unreachable(),
)

/** A conversation whose one result is worth folding; no two are the same. */
function conversation(number: number): string {
  const log = `line of ${number}\n${LOGS[number % LOGS.length]}`
  return JSON.stringify({
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    tools: [{ name: 'Bash', input_schema: { type: 'object' } }],
    messages: [
      { role: 'user', content: `What happened in case ${number}?` },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'Bash', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: log }] },
    ],
  })
}

const caseIn = (body: string): number => Number(/in case (\d+)\?/.exec(body)?.[1])

/** What was left out of the result as it was sent. */
function refsIn(body: string): readonly string[] {
  const { messages } = JSON.parse(body)
  return findRefs(messages.at(-1).content[0].content)
}

const FOLDING = { HEADROOM_PRESET: 'aggressive' }

interface Site {
  readonly upstream: ScriptedUpstream
  readonly directory: string
  readonly start: (options?: Partial<ProcessOptions>) => Promise<ProxyProcess>
}

/** An upstream and a folder; all that is started here ends with the test. */
async function site(answer?: Answering): Promise<Site> {
  const upstream = await startUpstream()
  if (answer !== undefined) upstream.answer = answer
  const directory = await mkdtemp(join(tmpdir(), 'headroom-process-'))
  const started: ProxyProcess[] = []
  onTestFinished(async () => {
    for (const proxy of started) await proxy.kill('SIGKILL')
    await upstream.stop()
    await rm(directory, { recursive: true, force: true })
  })
  const start: Site['start'] = async (options = {}) => {
    const proxy = await startProcess({ upstream: upstream.url, directory, ...options })
    started.push(proxy)
    return proxy
  }
  return { upstream, directory, start }
}

async function ask(proxy: ProxyProcess, body: string): Promise<Response> {
  const response = await fetch(`${proxy.base}/v1/messages`, { method: 'POST', body })
  await response.clone().text()
  return response
}

async function retrieved(proxy: ProxyProcess, hash: string): Promise<unknown> {
  const body = JSON.stringify({ hash })
  const response = await fetch(`${proxy.base}/v1/retrieve`, { method: 'POST', body })
  return ((await response.json()) as Record<string, unknown>)['original_content']
}

describe('a proxy that is killed while it writes', () => {
  it('sends the very same when it is started again, and gives back every original', async () => {
    const { upstream, start } = await site()
    const numbers = Array.from({ length: 24 }, (_, at) => at)
    const sent = new Map<number, string>()
    const note = (): void => {
      for (const { body } of upstream.asked.splice(0)) {
        const text = body.toString()
        const before = sent.get(caseIn(text))
        if (before !== undefined) expect(text === before).toBe(true)
        sent.set(caseIn(text), text)
      }
    }
    for (const most of [3, 15]) {
      const proxy = await start({ variables: FOLDING })
      const asking = inParallel(numbers, async (number) => {
        await ask(proxy, conversation(number)).catch(() => undefined)
      })
      while (upstream.asked.length < most) await new Promise(setImmediate)
      await proxy.kill('SIGKILL')
      await asking
      note()
    }
    expect(sent.size).toBeGreaterThan(0)
    const proxy = await start({ variables: FOLDING })
    const folded = [...sent].filter(([, text]) => refsIn(text).length > 0)
    // What was sent before the kill can be had before anything is sent again.
    for (const [number, text] of folded) {
      const log = `line of ${number}\n${LOGS[number % LOGS.length]}`
      const originals = await Promise.all(refsIn(text).map((ref) => retrieved(proxy, ref)))
      expect([number, originals.includes(log)]).toEqual([number, true])
    }
    await inParallel(numbers, async (number) => void (await ask(proxy, conversation(number))))
    note()
    expect(sent.size).toBe(numbers.length)
    expect(folded.length).toBeGreaterThan(0)
  })
})

describe('a disk that takes nothing', () => {
  /** Every conversation goes through, and nothing is left out that could not be had back. */
  async function expectLossless({ upstream }: Site, proxy: ProxyProcess): Promise<void> {
    await inParallel([0, 1, 2, 3], async (number) => {
      const { status } = await ask(proxy, conversation(number))
      expect(status).toBe(200)
    })
    expect(upstream.asked).toHaveLength(4)
    for (const { body } of upstream.asked) expect(refsIn(body.toString())).toEqual([])
    const health = await fetch(`${proxy.base}/livez`)
    expect(health.status).toBe(200)
  }

  it('is full: nothing is folded, every request goes through', async () => {
    const place = await site()
    // Files may not grow beyond one block: what is written fails as it does on a full disk.
    const proxy = await place.start({ variables: FOLDING, before: 'ulimit -f 1' })
    await expectLossless(place, proxy)
  })

  it('may only be read: nothing is folded, every request goes through', async () => {
    const place = await site()
    await mkdir(join(place.directory, 'kept'))
    await chmod(join(place.directory, 'kept'), 0o555)
    await chmod(place.directory, 0o755)
    // Nothing keeps root from writing.
    const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {}
    const directory = join(place.directory, 'kept')
    const proxy = await place.start({ variables: FOLDING, directory, ...uid })
    await expectLossless(place, proxy)
  })
})

describe('what a proxy says of what goes wrong', () => {
  it('is a line of JSON each, without content', async () => {
    let round = 0
    const place = await site((_, outgoing) => {
      const what = round++ % 4
      if (what === 0) return outgoing.socket?.resetAndDestroy()
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
      outgoing.write('data: {"type":"ping","secret":"of-the-answer"}\n\n')
      if (what === 1) return setTimeout(() => outgoing.socket?.resetAndDestroy(), 20)
      if (what === 2) return outgoing.socket?.resetAndDestroy()
      return undefined
    })
    const proxy = await place.start()
    const bodies = [INJECTED.anthropic, '{"messages":["secret-of-the-request', conversation(1)]
    for (let at = 0; at < 24; at++) await askAndGo(proxy, bodies[at % bodies.length] ?? '', at % 4)
    await proxy.kill('SIGTERM')
    expect(await proxy.ended).toBe(0)
    const lines = proxy.stderr().split('\n')
    expect(lines.filter((line) => line !== '' && !isJson(line))).toEqual([])
    expect(proxy.stderr()).not.toMatch(/secret|What happened|of-this-process/)
  })
})

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** Reads what comes until it ends; what never does, for a moment, and goes. */
async function askAndGo(proxy: ProxyProcess, body: string, round: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const outgoing = request(`${proxy.base}/v1/messages`, { method: 'POST' }, (incoming) => {
      incoming.on('data', () => {
        if (round === 3) outgoing.destroy()
      })
      incoming.on('error', () => undefined)
      incoming.on('close', resolve)
    })
    outgoing.on('error', () => resolve())
    outgoing.end(body)
  })
}
