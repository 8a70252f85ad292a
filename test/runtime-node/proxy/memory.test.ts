import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ScriptedUpstream, startUpstream } from '../../proxy/scripted-upstream.ts'
import { inParallel } from '../../suites/faults/bench.ts'

const SERVER = fileURLToPath(new URL('../../bench/proxy-memory-server.mjs', import.meta.url))
const TOKEN = 'of-the-memory'

/** Bytes by which what is held may differ between two moments; two kilobytes a request are more. */
const NOISE = 2 << 20
const REQUESTS = 1200

/** Each conversation comes again and again, so that nothing new is worth remembering. */
const CONVERSATIONS = Array.from({ length: 20 }, (_, number) => {
  const rows = Array.from({ length: 40 }, (__, id) => ({ id, number, role: 'viewer' }))
  const messages = [
    { role: 'user', content: `Who is in ${number}?` },
    { role: 'tool', tool_call_id: 'c', content: JSON.stringify(rows) },
  ]
  return JSON.stringify({ model: 'gpt-4o', stream: true, messages })
})

let upstream: ScriptedUpstream
let directory: string
let child: ChildProcess
let base: string

beforeAll(async () => {
  upstream = await startUpstream()
  upstream.answer = (_, outgoing) => {
    upstream.asked.length = 0
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    outgoing.write('data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n')
    setImmediate(() => outgoing.end('data: [DONE]\n\n'))
  }
  directory = await mkdtemp(join(tmpdir(), 'headroom-memory-'))
  child = spawn(process.execPath, ['--expose-gc', SERVER], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HEADROOM_PROXY_TOKEN: TOKEN,
      HEADROOM_WORKSPACE_DIR: directory,
      OPENAI_TARGET_API_URL: upstream.url,
    },
  })
  const [{ url }] = (await once(child, 'message')) as [{ readonly url: string }]
  base = `${url}/t/${TOKEN}`
}, 60_000)

afterAll(async () => {
  const ended = once(child, 'exit')
  child.send('stop')
  await ended
  await upstream.stop()
  await rm(directory, { recursive: true, force: true })
})

it('holds no more after many requests than after some: compressed, passed, and left by their clients', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const send = async (from: number): Promise<number> => {
    const numbers = Array.from({ length: REQUESTS }, (_, at) => from + at)
    await inParallel(numbers, async (number) => await one(number, agent), 16)
    child.send('measure')
    const [{ heapUsed, external }] = (await once(child, 'message')) as [NodeJS.MemoryUsage]
    return heapUsed + external
  }
  const before = await send(0)
  const after = await send(REQUESTS)
  agent.destroy()
  expect(after - before).toBeLessThan(NOISE)
})

async function one(number: number, agent: Agent): Promise<void> {
  const headers = number % 3 === 1 ? { 'x-headroom-bypass': 'true' } : {}
  await new Promise<unknown>((resolve) => {
    const url = `${base}/v1/chat/completions`
    const outgoing = request(url, { method: 'POST', agent, headers })
    outgoing.on('error', resolve)
    outgoing.on('response', (incoming) => {
      incoming.on('error', resolve).on('close', resolve)
      if (number % 3 === 2) incoming.once('data', () => outgoing.destroy())
      else incoming.resume()
    })
    outgoing.end(CONVERSATIONS[number % CONVERSATIONS.length])
  })
}
