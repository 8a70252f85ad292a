import { describe, expect, it } from 'vitest'
import { createHeadroom, headroomIn, type Progress } from '../../src/runtime-browser/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'

describe('the engine in a Web Worker', () => {
  const messages = ['nginx.log', 'redis.log'].map((name) => ({
    role: 'tool',
    content: serviceLogs.get(name) ?? '',
  }))

  it('answers as it does in the page, and tells of its progress', async () => {
    const worker = openWorker()
    const away = headroomIn(worker)
    const here = await createHeadroom({ preset: 'aggressive' })
    const told: Progress[] = []
    const onProgress = (progress: Progress) => told.push(progress)
    const result = await away.compress(messages, { recall: true, onProgress })
    const expected = await here.compress(messages, { recall: true })
    expect(result.messages).toEqual(expected.messages)
    expect(result.tokensAfter).toBe(expected.tokensAfter)
    expect(told.map(({ blocksDone }) => blocksDone)).toEqual([1, 2])
    const [ref = ''] = result.ccrHashes
    const part = await away.retrieve(ref, { lines: [1, 1] })
    expect(part).toEqual(await here.retrieve(ref, { lines: [1, 1] }))
    expect((await away.retrieve(ref, undefined, { limit: 10 }))?.content).toHaveLength(10)
    const text = JSON.stringify(messages)
    expect((await away.compressBody(text)).body).toBe((await here.compressBody(text)).body)
    await away.close()
    await expect(away.compress(messages)).rejects.toMatchObject({ code: 'closed' })
    worker.terminate()
  })

  it('says what was wrong as the engine does', async () => {
    const worker = openWorker()
    const away = headroomIn(worker)
    await expect(away.compress(messages, { preset: 'wild' as 'safe' })).rejects.toMatchObject({
      code: 'bad-options',
      message: expect.stringContaining('"wild"'),
    })
    await expect(away.retrieve('no ref')).rejects.toMatchObject({ code: 'bad-ref' })
    worker.terminate()
  })

  it('gives up at once what is aborted, and goes on with what is not', async () => {
    const worker = openWorker()
    const away = headroomIn(worker)
    const control = new AbortController()
    const given = away.compress(messages, { signal: control.signal })
    const other = away.compress(messages)
    control.abort(new Error('enough'))
    await expect(given).rejects.toThrow('enough')
    expect((await other).compressed).toBe(true)
    await expect(away.compress(messages, { signal: control.signal })).rejects.toThrow('enough')
    worker.terminate()
  })

  it('fails every call when the worker cannot be loaded', async () => {
    const worker = new Worker('/no-such-worker.js', { type: 'module' })
    await expect(headroomIn(worker).compress(messages)).rejects.toThrow('the worker failed')
  })
})

function openWorker(): Worker {
  return new Worker(new URL('./headroom.worker.ts', import.meta.url), { type: 'module' })
}
