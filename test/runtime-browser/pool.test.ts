import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHeadroom as createHere } from '../../src/runtime-browser/here.ts'
import {
  type BrowserHeadroom,
  createHeadroom,
  DecisionMemory,
  type HeadroomOptions,
  memoryStore,
} from '../../src/runtime-browser/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'

const messages = ['nginx.log', 'redis.log'].map((name) => ({
  role: 'tool',
  content: serviceLogs.get(name) ?? '',
}))

/** Takes a worker some seconds. */
const much = Array.from({ length: 60 }, (_, at) => ({
  role: 'tool',
  content: (serviceLogs.get('nginx.log') ?? '').replaceAll('GET', `G${at}T`).repeat(4),
}))

describe('createHeadroom in a page', () => {
  const opened: BrowserHeadroom[] = []

  async function open(options: HeadroomOptions = {}): Promise<BrowserHeadroom> {
    const headroom = await createHeadroom({ preset: 'aggressive', ...options })
    opened.push(headroom)
    return headroom
  }

  let away: BrowserHeadroom
  let local: BrowserHeadroom

  beforeAll(async () => {
    away = await open()
    local = await createHere({ preset: 'aggressive' })
  })

  afterAll(async () => {
    for (const headroom of opened) await headroom.close()
  })

  it('works in a worker, and gives what the thread itself would', async () => {
    expect(away.status()).toEqual({ thread: 'worker', workers: 1, store: 'memory' })
    expect(local.status()).toEqual({ thread: 'here', workers: 0, store: 'memory' })
    const told: number[] = []
    const onProgress = ({ blocksDone }: { readonly blocksDone: number }) => told.push(blocksDone)
    const [one, other] = [
      await away.compress(messages, { recall: true, onProgress }),
      await local.compress(messages, { recall: true }),
    ]
    expect(one.messages).toEqual(other.messages)
    expect(told).toEqual([1, 2])
    const [ref = ''] = one.ccrHashes
    expect(await away.retrieve(ref)).toEqual(await local.retrieve(ref))
    const body = JSON.stringify({ model: 'gpt-4o', messages })
    const { body: smaller } = await local.compressBody(body)
    expect((await away.compressBody(body)).body === smaller).toBe(true)
    const bytes = new TextEncoder().encode(body)
    const { bytes: fewer } = await away.compressBytes(bytes, { transfer: true })
    expect(new TextDecoder().decode(fewer) === smaller).toBe(true)
    expect(bytes.length).toBe(0)
    expect(await away.inspectBody(body)).toEqual(await local.inspectBody(body))
  })

  it('leaves what it does not change as the very same objects, whatever they hold', async () => {
    const user = { role: 'user', content: 'why?', extra: { call: () => 1, at: new URL('a:b') } }
    const small = [user, { role: 'tool', content: 'ok' }]
    expect((await away.compress(small)).messages).toBe(small)
    const result = await away.compress([user, ...messages])
    expect(result.messages[0]).toBe(user)
    expect(result.messages[1]?.content).not.toBe(messages[0]?.content)
    const broken = Uint8Array.of(0xff, 0xfe)
    expect(await away.compressBytes(broken)).toMatchObject({ bytes: broken, compressed: false })
  })

  it('says what was wrong as the engine does, and refuses options by name', async () => {
    await expect(open({ preset: 'wild' as 'safe' })).rejects.toMatchObject({ code: 'bad-options' })
    await expect(open({ workers: 0 })).rejects.toThrow('workers must be')
    await expect(open({ thread: 'there' as 'here' })).rejects.toThrow('"there"')
    await expect(away.retrieve('no ref')).rejects.toMatchObject({ code: 'bad-ref' })
  })

  it('redeems in one worker what another folded, and keeps a conversation with one', async () => {
    const store = memoryStore()
    const pair = await open({ workers: 2, store })
    const memory = new DecisionMemory()
    const results = await Promise.all([
      pair.compress(messages, { recall: true, memory }),
      pair.compress(messages.slice(1), { recall: true }),
    ])
    expect(pair.status()).toMatchObject({ workers: 2, store: 'own' })
    const refs = results.flatMap(({ ccrHashes }) => ccrHashes)
    const slices = await Promise.all([...refs, ...refs].map((ref) => pair.retrieve(ref)))
    expect(slices.every((slice) => (slice?.content.length ?? 0) > 1000)).toBe(true)
    const again = await pair.compress([...messages, { role: 'user', content: 'and?' }], {
      recall: true,
      memory,
    })
    expect(again.messages.slice(0, 2)).toEqual(results[0]?.messages)
    const replayed = again.report.decisions.slice(0, 2).map(({ milliseconds }) => milliseconds)
    expect(replayed).toEqual([0, 0])
  })

  it('stops what is aborted, with what waits behind it unharmed', async () => {
    const single = await open({ workers: 1 })
    const control = new AbortController()
    let hears: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      hears = resolve
    })
    let blocks = 0
    const onProgress = (): void => {
      blocks++
      hears()
    }
    const given = single.compress(much, { signal: control.signal, onProgress })
    const other = single.compress(messages)
    await begun
    control.abort(new Error('enough'))
    await expect(given).rejects.toThrow('enough')
    expect((await other).compressed).toBe(true)
    expect(blocks).toBeLessThan(much.length)
    const waiting = new AbortController()
    const [first, second] = [
      single.compress(messages),
      single.compress(messages, { signal: waiting.signal }),
    ]
    waiting.abort(new Error('no more'))
    await expect(second).rejects.toThrow('no more')
    const closing = single.close()
    expect((await first).compressed).toBe(true)
    await closing
    await expect(single.compress(messages)).rejects.toMatchObject({ code: 'closed' })
    expect(single.status().workers).toBe(0)
  })

  it('goes on in the page, visibly, where no worker can be had', async () => {
    const fallen = await open({ workerUrl: '/no-such-worker.js' })
    expect(fallen.status()).toMatchObject({ thread: 'here', workers: 0 })
    expect(fallen.status().threadReason).toContain('no worker could be started')
    expect((await fallen.compress(messages)).compressed).toBe(true)
    const strict = open({ workerUrl: '/no-such-worker.js', thread: 'worker' })
    await expect(strict).rejects.toThrow('it could not be loaded')
    expect((await open({ thread: 'here' })).status().threadReason).toBe('as asked')
  })
})

describe('a worker that dies', () => {
  it.each(['throw', 'close'])('fails its calls and is replaced: %s', async (how) => {
    const workerUrl = new URL('./mortal.worker.ts', import.meta.url)
    const away = await createHeadroom({ workerUrl, workers: 1, preset: 'aggressive' })
    const kept = await away.compress(messages, { recall: true })
    await expect(away.inspectBody(`die: ${how}`)).rejects.toThrow('the worker failed')
    expect(away.status().workers).toBe(0)
    const [ref = ''] = kept.ccrHashes
    const slice = await away.retrieve(ref)
    expect(messages.some(({ content }) => content === slice?.content)).toBe(true)
    expect(away.status().workers).toBe(1)
    await away.close()
  })
})
