import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { ExchangeRecord } from '../../src/proxy/index.ts'
import type { JournalNamespace } from '../../src/runtime-worker/journal-namespace.ts'
import { sharedJournal } from '../../src/runtime-worker/shared-journal.ts'

/** Records of these tests are of the year 1970. */
const YEARS = 100 * 365 * 24 * 60 * 60 * 1000

const record = (more: Partial<ExchangeRecord> = {}): ExchangeRecord =>
  ({
    id: 'r',
    time: 1000,
    path: '/v1/messages',
    mode: 'on',
    status: 200,
    bytesIn: 10,
    bytesOut: 4,
    tokensBefore: 7,
    tokensAfter: 3,
    toolTokens: 1,
    tokensSavedNew: 4,
    decisions: [],
    recalls: 0,
    wasRefused: false,
    usage: { input: 5, output: 2 },
    ending: 'complete',
    ...more,
  }) as ExchangeRecord

describe('the journal of all isolates', () => {
  it('adds up what each of them served, and tells the latest first', async () => {
    const place = newPlace()
    const [one, other] = [sharedJournal(place, YEARS), sharedJournal(place, YEARS)]
    one.add(record({ id: 'a' }))
    one.add(record({ id: 'b', mode: 'off', status: 529, ending: 'cut' }))
    await one.read()
    other.add(record({ id: 'c', time: 2000 }))
    expect(await other.read()).toEqual({
      since: 1000,
      figures: {
        requests: 3,
        requests_on: 2,
        requests_off: 1,
        answers_2xx: 2,
        answers_5xx: 1,
        bytes_in: 30,
        bytes_out: 12,
        tokens_before: 14,
        tokens_after: 6,
        tokens_saved_when_new: 8,
        provider_input: 15,
        provider_output: 6,
        cut: 1,
      },
    })
    expect((await one.latest(2)).map(({ id }) => id)).toEqual(['c', 'b'])
    expect(await sharedJournal(place, YEARS).read()).toEqual(await one.read())
  })

  it('keeps what passed by the minute, by the hour and in all, and tells it another isolate', async () => {
    const place = newPlace()
    const time = Date.now()
    const one = sharedJournal(place, YEARS)
    one.add(record({ time }))
    one.add(record({ time }))
    await one.history()
    one.add(record({ time }))
    await one.history()
    const told = await sharedJournal(place, YEARS).history()
    const spans = told.toSorted((a, b) => a.span - b.span)
    expect(spans.map(({ span, figures }) => [span, figures['requests'], figures['saved']])).toEqual(
      [
        [0, 3, 9],
        [60_000, 3, 9],
        [3_600_000, 3, 9],
      ],
    )
    one.add(record({ time: time - 100 * 24 * 60 * 60 * 1000 }))
    expect(await one.history()).toHaveLength(3)
  })

  it('hands over by itself what nobody asks for', async () => {
    const place = newPlace()
    sharedJournal(place, YEARS).add(record())
    const asking = sharedJournal(place, YEARS)
    let { figures } = await asking.read()
    while (figures['requests'] === undefined) {
      await new Promise((go) => setTimeout(go, 50))
      figures = (await asking.read()).figures
    }
    expect(figures['requests']).toBe(1)
  })

  it('hands over later what the object could not take', async () => {
    const place = newPlace()
    let isDown = true
    const journal = sharedJournal(
      {
        idFromName: place.idFromName,
        get: (id) => {
          if (isDown) throw new Error('overloaded')
          return place.get(id)
        },
      },
      YEARS,
    )
    journal.add(record({ id: 'a' }))
    await expect(journal.read()).rejects.toThrow('overloaded')
    isDown = false
    journal.add(record({ id: 'b' }))
    expect((await journal.latest(9)).map(({ id }) => id)).toEqual(['b', 'a'])
    expect((await journal.read()).figures['requests']).toBe(2)
  })

  it('keeps the latest thousand, and every one in the sums', async () => {
    const place = newPlace()
    const stub = place.get(place.idFromName('everywhere'))
    const many = Array.from({ length: 700 }, (_, at) => record({ id: `first ${at}` }))
    await stub.add(many, YEARS)
    await stub.add(
      many.map((one, at) => ({ ...one, id: `second ${at}` })),
      YEARS,
    )
    const journal = sharedJournal(place, YEARS)
    const latest = await journal.latest(2000)
    expect([latest.length, latest[0]?.id, latest[999]?.id]).toEqual([
      1000,
      'second 699',
      'first 400',
    ])
    expect((await journal.read()).figures['requests']).toBe(1400)
  })

  it('leaves the decisions out of a record that would be too long', async () => {
    const place = newPlace()
    const decisions = new Array(400).fill({ block: 'x'.repeat(1000) })
    const journal = sharedJournal(place, YEARS)
    journal.add(record({ decisions, replayed: 9 }))
    journal.add(record({ decisions: decisions.slice(397), replayed: 9 }))
    const latest = await journal.latest(2)
    expect(latest.map((one) => [one.decisions.length, one.replayed])).toEqual([
      [3, 9],
      [0, 9],
    ])
  })
})

function newPlace(): JournalNamespace {
  const prefix = crypto.randomUUID()
  return {
    idFromName: (name) => env.JOURNAL.idFromName(prefix + name),
    get: (id: DurableObjectId) => env.JOURNAL.get(id),
  }
}
