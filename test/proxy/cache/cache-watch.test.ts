import { describe, expect, it } from 'vitest'
import { CacheWatch, type SentRequest } from '../../../src/proxy/cache/cache-watch.ts'
import { appOn, BASE, post, streamOf, upstream } from '../test-host.ts'

const MINUTE = 60_000
const PROMPT = 'You are an agent. Work with care, and say what you did. '.repeat(100)

interface Turn {
  readonly date?: string
  readonly read?: number
  readonly written?: number
  readonly hour?: number
  readonly turns?: number
  readonly sent?: Partial<SentRequest> | undefined
}

function requestOf({
  date = '2026-11-23',
  read = 0,
  written = 0,
  hour,
  turns = 1,
  sent,
}: Turn): SentRequest {
  const said = { role: 'user', content: 'What is there?' }
  const system = `${PROMPT}Today is ${date}. ${PROMPT}`
  const body = { model: 'm', system, messages: new Array(turns).fill(said) }
  const usage = { input: 10, cacheRead: read, cacheWrite: written, cacheWrite1h: hour }
  return {
    conversation: 'one',
    format: 'anthropic',
    model: 'm',
    client: 'agent',
    thread: 'with our tool',
    handling: 'on',
    bytes: new TextEncoder().encode(JSON.stringify(body)),
    time: 0,
    usage: { first: usage, last: usage },
    ...sent,
  }
}

/** What is noted of the second request. */
function second(first: Turn, then: Turn): ReturnType<CacheWatch['note']> {
  const watch = new CacheWatch()
  watch.note(requestOf(first))
  return watch.note(requestOf(then))
}

const start: Turn = { written: 5000 }
const later = (minutes: number, more: Partial<SentRequest> = {}): Turn => ({
  turns: 3,
  sent: { time: minutes * MINUTE, ...more },
})

describe('what a provider’s cache did', () => {
  it.each([
    ['hit', start, { turns: 3, read: 5000, written: 200 }, 0],
    ['hit', start, { turns: 3, read: 4600, written: 600 }, 0],
    ['hit', { written: 900 }, later(1), 0],
    ['lifetime', start, later(6), 5000],
    ['unknown', start, later(4), 5000],
    ['unknown', { ...start, hour: 5000 }, later(59), 5000],
    ['lifetime', { ...start, hour: 5000 }, later(61), 5000],
    ['model', start, later(1, { model: 'other' }), 5000],
    ['proxy', start, later(1, { handling: 'raw' }), 5000],
    ['prefix', start, { ...later(1), date: '2026-11-24', read: 100 }, 4900],
    ['lifetime', start, { ...later(6), date: '2026-11-24' }, 5000],
    ['first', start, { sent: { conversation: 'two' } }, 0],
    ['first', start, later(1, { thread: 'without our tool' }), 0],
  ] as const)('%s: %j, then %j', (outcome, first, then, lost) => {
    expect(second(first, then)).toMatchObject({ outcome, lost })
  })

  it('is found by what other providers say of theirs', () => {
    const usage = { input: 5000, cacheRead: 0 }
    const openai = { format: 'openai-chat', usage: { first: usage, last: usage } } as const
    const miss = second({ sent: openai }, later(9, openai))
    expect(miss).toMatchObject({ outcome: 'unknown', lost: 4992 })
    expect(second({ sent: openai }, later(11, openai))).toMatchObject({ outcome: 'lifetime' })
  })

  it('is not guessed where nobody says', () => {
    const usage = { input: 5000 }
    expect(second({}, { sent: { usage: { first: usage, last: usage } } })).toBeUndefined()
  })

  it('is judged by the first answer, and what it left by the last', () => {
    const watch = new CacheWatch()
    const usage = {
      first: { input: 1, cacheRead: 0, cacheWrite: 5000 },
      last: { input: 1, cacheRead: 5000, cacheWrite: 3000 },
    }
    watch.note(requestOf({ sent: { usage } }))
    expect(watch.note(requestOf({ turns: 3, read: 5000 }))).toMatchObject({ lost: 3000 })
    expect(watch.note(requestOf({ turns: 5, read: 5000 }))).toMatchObject({ outcome: 'hit' })
  })
})

describe('places that change', () => {
  it('within a conversation are told with what stood behind them', () => {
    const watch = new CacheWatch()
    watch.note(requestOf(start))
    for (const day of [24, 25]) {
      watch.note(requestOf({ ...later(1), date: `2026-11-${day}`, read: 0, written: 5000 }))
    }
    expect(watch.places.list()).toEqual([
      {
        place: 'system',
        offset: PROMPT.length + 9,
        what: 'a date',
        between: 'requests',
        times: 2,
        tokensBehind: 10_000,
      },
    ])
  })

  it('between conversations of one client are told, too', () => {
    const watch = new CacheWatch()
    const conversation = (name: string): Turn['sent'] => ({ conversation: name })
    watch.note(requestOf({ ...start, sent: { conversation: 'one' } }))
    watch.note(requestOf({ ...start, sent: conversation('two') }))
    expect(watch.places.list()).toEqual([])
    const next = { ...start, date: '2026-11-24', sent: conversation('three') }
    expect(watch.note(requestOf(next))).toMatchObject({ outcome: 'first', lost: 0 })
    const [place] = watch.places.list()
    expect(place).toMatchObject({ place: 'system', what: 'a date', between: 'conversations' })
    expect(place?.tokensBehind).toBeGreaterThan(2400)
    expect(place?.tokensBehind).toBeLessThan(2600)
  })

  it('are told where a provider says nothing of a cache, by what stood behind them', () => {
    const watch = new CacheWatch()
    const usage = { input: 4000 }
    const silent = { usage: { first: usage, last: usage } }
    watch.note(requestOf({ sent: silent }))
    watch.note(requestOf({ date: '2026-11-24', turns: 3, sent: silent }))
    const [place] = watch.places.list()
    expect(place).toMatchObject({ place: 'system', what: 'a date', between: 'requests', times: 1 })
    expect(place?.tokensBehind).toBeGreaterThan(1900)
    expect(place?.tokensBehind).toBeLessThan(2200)
    expect([...watch.outcomes]).toEqual([])
    watch.note(requestOf({ date: '2026-11-25', turns: 5, sent: silent }))
    expect(watch.places.list()[0]?.times).toBe(1)
  })

  it('are no matter of another client, or of another prompt', () => {
    const watch = new CacheWatch()
    watch.note(requestOf(start))
    const other = { date: '2026-11-24', sent: { conversation: 'two', client: 'other' } }
    watch.note(requestOf(other))
    const system = 'Summarize what was said, in a few words. '.repeat(150)
    const bytes = new TextEncoder().encode(JSON.stringify({ system, messages: [] }))
    watch.note(requestOf({ sent: { conversation: 'three', bytes } }))
    expect(watch.places.list()).toEqual([])
  })

  it('cost nothing where the body can’t be read', () => {
    const bytes = new Uint8Array([0x1f, 0x8b, 0xff])
    expect(second({ ...start, sent: { bytes } }, later(1, { bytes }))).toMatchObject({
      outcome: 'unknown',
    })
  })
})

describe('the proxy', () => {
  it('tells outcomes and places, and not a word of a prompt', async () => {
    const usages = [
      { cache_creation_input_tokens: 5000, cache_read_input_tokens: 0 },
      { cache_creation_input_tokens: 5000, cache_read_input_tokens: 0 },
    ]
    const { send } = upstream((_, count) => {
      const usage = { input_tokens: 5, output_tokens: 1, ...usages[count - 1] }
      return { body: streamOf(JSON.stringify({ type: 'message', usage })) }
    })
    const { createHeadroom } = await import('../../../src/runtime-node/index.ts')
    const app = appOn({ headroomFor: async () => await createHeadroom(), send })
    for (const date of ['2026-11-23', '2026-11-24']) {
      const body = new TextDecoder().decode(requestOf({ date }).bytes)
      await (await post(app, '/v1/messages', { body })).text()
    }
    const get = async (path: string): Promise<Response> => await app.fetch(new Request(BASE + path))
    const { cache } = (await (await get('/stats')).json()) as { cache: object }
    expect(cache).toMatchObject({
      outcomes: { first: 1, prefix: 1 },
      tokens_not_read: { prefix: 5000 },
      unstable: [{ place: 'system', what: 'a date', tokensBehind: 5000 }],
    })
    const audit = await (await get('/audit?limit=1')).text()
    expect(JSON.parse(audit).requests[0].cache).toMatchObject({
      outcome: 'prefix',
      difference: { place: 'system', what: 'a date' },
    })
    const metrics = await (await get('/metrics')).text()
    expect(metrics).toContain('headroom_cache_outcomes_total{outcome="prefix"} 1')
    expect(metrics).toContain('headroom_cache_lost_tokens_total{reason="prefix"} 5000')
    expect(audit + metrics + JSON.stringify(cache)).not.toContain('agent. Work')
  })
})

describe('bodies that are kept to be compared', () => {
  const body = new Uint8Array(100)
  const meet = (watch: CacheWatch, count: number): void => {
    for (let at = 0; at < count; at++)
      watch.note(requestOf({ sent: { conversation: `c${at}`, bytes: body } }))
  }

  it('go with the threads that are forgotten', () => {
    const watch = new CacheWatch()
    meet(watch, 5000)
    expect(watch.bytes).toBe(4000 * body.byteLength)
  })

  it('take no more room than there is', () => {
    const watch = new CacheWatch(1000)
    meet(watch, 50)
    expect(watch.bytes).toBe(1000)
  })
})
