import { afterEach, expect, it } from 'vitest'
import { chunksOf } from '../../../src/proxy/index.ts'
import { upstreamPool } from '../../../src/runtime-node/proxy/upstream-pool.ts'
import { startUpstream } from '../../proxy/scripted-upstream.ts'

const uncaught: unknown[] = []
const note = (error: unknown): void => {
  uncaught.push(error)
}

afterEach(() => {
  process.off('uncaughtExceptionMonitor', note)
})

it('an answer that is let go of before it is read ends nothing but itself', async () => {
  process.on('uncaughtExceptionMonitor', note)
  const upstream = await startUpstream()
  upstream.answer = (_, outgoing) => {
    outgoing.writeHead(400, { 'content-type': 'application/json' })
    outgoing.end('{"error":{}}')
  }
  const pool = upstreamPool()
  const asked = {
    url: new URL(upstream.url),
    method: 'POST',
    headers: new Headers(),
    body: new Uint8Array([1]),
    signal: new AbortController().signal,
  }
  const unread = await pool.send(asked)
  await unread.body?.cancel()
  const half = await pool.send(asked)
  const body = chunksOf(half.body ?? expect.unreachable())
  await body.next()
  await body.cancel()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(uncaught).toEqual([])
  await pool.close()
  await upstream.stop()
})
