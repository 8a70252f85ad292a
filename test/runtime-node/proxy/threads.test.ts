import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  DecisionMemory,
  EngineError,
  type LocalHeadroom,
  type RequestBody,
  readRequestBody,
} from '../../../src/engine/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { openOriginals } from '../../../src/runtime-node/open-originals.ts'
import { PooledHeadroom } from '../../../src/runtime-node/proxy/threads/pooled-headroom.ts'
import { ThreadPool } from '../../../src/runtime-node/proxy/threads/thread-pool.ts'
import { serviceLogs } from '../../engine/laws/text-pool.ts'

const LOGS = [...serviceLogs.values()]
const NO_KEY = { encryptKeyFile: undefined, encryptPassphrase: undefined, encryptKey: undefined }
const SCOPE = 'project'

/** A conversation of as many large tool results. */
function bodyOf(results: number): RequestBody {
  const messages = LOGS.slice(0, results).flatMap((log, at) => [
    { role: 'user', content: `Step ${at}` },
    { role: 'assistant', content: null, tool_calls: [callOf(at)] },
    { role: 'tool', tool_call_id: `call_${at}`, content: log.repeat(2) },
  ])
  const text = JSON.stringify({ model: 'gpt-4o', messages })
  return readRequestBody(new TextEncoder().encode(text)) ?? expect.unreachable()
}

const callOf = (at: number): object => ({
  id: `call_${at}`,
  type: 'function',
  function: { name: 'bash', arguments: `{"command":"cat ${at}.log"}` },
})

describe('threads for large bodies', () => {
  let directory: string
  let pool: ThreadPool
  let alone: LocalHeadroom
  let pooled: PooledHeadroom
  const broken: unknown[] = []

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'headroom-threads-'))
    const onUnreadable = (): void => undefined
    const place = { directory, key: NO_KEY, lifetime: 3600 }
    const onBroken = (error: unknown): number => broken.push(error)
    pool = new ThreadPool({ size: 1, onUnreadable, onBroken, ...place })
    const store = await openOriginals({ onUnreadable, ...place })
    const headroom = await createHeadroom({ store, scope: SCOPE })
    pooled = new PooledHeadroom(headroom, { scope: SCOPE, pool })
    alone = await createHeadroom({ store: 'memory', scope: SCOPE })
  })

  afterEach(async () => {
    await pool.close()
    await pooled.close()
    await alone.close()
    await rm(directory, { recursive: true, force: true })
    expect(broken.splice(0)).toEqual([])
  })

  it('decide them as this one would, and leave it free; originals can be had back', async () => {
    const memory = new DecisionMemory()
    let ticks = 0
    for (const results of [3, 5]) {
      const timer = setInterval(() => ticks++, 1)
      const options = { recall: true, memory }
      const done = await pooled.compressRead(bodyOf(results), options)
      clearInterval(timer)
      const expected = await alone.compressRead(bodyOf(results), { recall: true })
      expect(done.bytes).toEqual(expected.bytes)
      expect(done.tokensSaved).toBe(expected.tokensSaved)
      expect(done.ccrHashes.length).toBeGreaterThan(0)
      for (const ref of done.ccrHashes) expect(await pooled.retrieve(ref)).toBeDefined()
    }
    expect(ticks).toBeGreaterThan(20)
  })

  it('do many at once, one after the other', async () => {
    const bodies = [2, 3, 4].map(bodyOf)
    const done = await Promise.all(
      bodies.map((body) => pooled.compressRead(body, { memory: new DecisionMemory() })),
    )
    for (const [at, body] of bodies.entries()) {
      expect(done[at]?.bytes).toEqual((await alone.compressRead(body)).bytes)
    }
  })

  it('stop when nobody waits any more, and go on with the next', async () => {
    const controller = new AbortController()
    const memory = new DecisionMemory()
    const given = pooled.compressRead(bodyOf(12), { memory, signal: controller.signal })
    setTimeout(() => controller.abort(new Error('gone')), 30)
    await expect(given).rejects.toThrow('gone')
    const { bytes } = await pooled.compressRead(bodyOf(3), { memory: new DecisionMemory() })
    expect(bytes).toEqual((await alone.compressRead(bodyOf(3))).bytes)
  })

  it('are not needed: without any, or when they end in the midst of it, this one decides', async () => {
    const given = pooled.compressRead(bodyOf(4), { memory: new DecisionMemory() })
    await new Promise((resolve) => setTimeout(resolve, 30))
    await pool.close()
    const expected = (await alone.compressRead(bodyOf(4))).bytes
    expect((await given).bytes).toEqual(expected)
    const after = await pooled.compressRead(bodyOf(4), { memory: new DecisionMemory() })
    expect(after.bytes).toEqual(expected)
  })

  it('refuse what this one refuses', async () => {
    const options = { memory: new DecisionMemory(), preset: 'hard' as 'safe' }
    await expect(pooled.compressRead(bodyOf(4), options)).rejects.toBeInstanceOf(EngineError)
  })
})
