import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  bucketsIn,
  bucketsOf,
  type ExchangeRecord,
  type HistoryBucket,
  mergedBuckets,
} from '../../../src/proxy/index.ts'
import { appOn, BASE, post, upstream } from '../test-host.ts'

const NOW = Date.UTC(2026, 10, 23, 12, 30)
const DAY = 24 * 60 * 60 * 1000

const record = (more: Partial<ExchangeRecord> = {}): ExchangeRecord =>
  ({
    time: NOW,
    mode: 'on',
    path: '/v1/secret-place',
    project: 'secret-project',
    model: 'secret-model',
    tokensBefore: 1000,
    tokensAfter: 300,
    toolTokens: 100,
    decisions: [
      { block: 'b', kind: 'json', outcome: 'packed', tokensBefore: 900, tokensAfter: 200 },
      { block: 'c', kind: 'log', outcome: 'kept', tokensBefore: 100, tokensAfter: 100 },
    ],
    recalls: 2,
    wasRefused: false,
    usage: { input: 5, output: 7, cacheRead: 11 },
    ending: 'complete',
    ...more,
  }) as unknown as ExchangeRecord

const bySpan = (buckets: readonly HistoryBucket[], span: number): readonly HistoryBucket[] =>
  buckets.filter((bucket) => bucket.span === span)

it('a request adds to its minute, its hour and all there was; names and content stay out', () => {
  const [minute, hour, all] = bucketsOf(record({ time: NOW + 12_345 }))
  expect([minute?.start, hour?.start, all?.start]).toEqual([
    NOW,
    Date.UTC(2026, 10, 23, 12),
    NOW + 12_345,
  ])
  expect(minute?.figures).toEqual({
    requests: 1,
    compressed: 1,
    before: 1000,
    after: 400,
    saved: 600,
    recalls: 2,
    input: 5,
    output: 7,
    cache_read: 11,
    'blocks:json': 1,
    'saved:json': 700,
  })
  expect(JSON.stringify([minute, hour, all])).not.toContain('secret')
})

it('what was only watched or passed counts as a request and saves nothing', () => {
  const [bucket] = bucketsOf(record({ mode: 'observe', usage: undefined, recalls: 0 }))
  expect(bucket?.figures).toEqual({ requests: 1 })
})

it('is the same sum in whatever order and portions it comes', () => {
  const times = fc.array(fc.integer({ min: NOW - 2 * DAY, max: NOW }), { maxLength: 40 })
  fc.assert(
    fc.property(times, fc.nat(40), (list, cut) => {
      const buckets = list.map((time) => bucketsOf(record({ time })))
      const together = mergedBuckets(buckets.flat(), NOW)
      const portions = [buckets.slice(cut), buckets.slice(0, cut)].map((part) =>
        mergedBuckets(part.flat(), NOW),
      )
      const again = bucketsIn(JSON.stringify(mergedBuckets(portions.flat(), NOW)))
      expect(new Set(again)).toEqual(new Set(together))
      const [all] = bySpan(together, 0)
      expect(all?.figures['requests'] ?? 0).toBe(list.length)
    }),
  )
})

it('is bounded: what is outlived goes, and only the sum of all stays', () => {
  const years = Array.from({ length: 20_000 }, (_, at) => record({ time: NOW - at * 60 * 60_000 }))
  const minutes = Array.from({ length: 1000 }, (_, at) => record({ time: NOW - at * 60_000 }))
  const kept = mergedBuckets([...years, ...minutes].flatMap(bucketsOf), NOW)
  expect(bySpan(kept, 60_000)).toHaveLength(180)
  expect(bySpan(kept, 3_600_000)).toHaveLength(31 * 24)
  expect(bySpan(kept, 0)[0]?.figures['requests']).toBe(21_000)
  expect(JSON.stringify(kept).length).toBeLessThan(400_000)
})

it('takes nothing for a figure that is none', () => {
  const good: HistoryBucket = { span: 0, start: 5, figures: { requests: 1 } }
  const bad = [
    null,
    7,
    { ...good, span: 5 },
    { ...good, start: -1 },
    { ...good, start: '5' },
    { ...good, figures: null },
    { ...good, figures: { requests: 'many' } },
    { ...good, figures: { '<b>': 1 } },
  ]
  expect(bucketsIn(JSON.stringify([...bad, good]))).toEqual([good])
  expect(bucketsIn(JSON.stringify([good]).slice(0, -3))).toEqual([])
  fc.assert(fc.property(fc.json(), (text) => Array.isArray(bucketsIn(text))))
})

it('is told at /stats/history; what cannot be had is told as nothing', async () => {
  const told = async (history?: () => Promise<readonly HistoryBucket[]>): Promise<object> => {
    const host = { ...upstream(), date: () => NOW, ...(history === undefined ? {} : { history }) }
    const app = appOn(host)
    await (await post(app, '/v1/models', { body: {} })).text()
    return await (await app.fetch(new Request(`${BASE}/stats/history`))).json()
  }
  expect(await told(async () => bucketsOf(record()))).toMatchObject({
    now: '2026-11-23T12:30:00.000Z',
    total: { start: '2026-11-23T12:30:00.000Z', requests: 1 },
    minutes: [{ start: '2026-11-23T12:30:00.000Z', saved: 600 }],
    hours: [{ start: '2026-11-23T12:00:00.000Z', 'saved:json': 700 }],
  })
  const nothing = { total: {}, minutes: [], hours: [] }
  expect(await told(async () => await Promise.reject(new Error('gone')))).toMatchObject(nothing)
  expect(await told()).toMatchObject(nothing)
})
