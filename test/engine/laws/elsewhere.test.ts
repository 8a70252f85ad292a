import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DecisionMemory,
  type Elsewhere,
  type RequestBody,
  readRequestBody,
} from '../../../src/engine/index.ts'
import { mapStore } from '../../suites/map-store.ts'
import { anyConversation } from './conversations.ts'
import { openEngine } from './engine-under-test.ts'
import { around, type Message } from './messages.ts'
import { serviceLogs } from './text-pool.ts'

const log = (serviceLogs.get('redis.log') ?? '').slice(0, 30_000)
const other = ([...serviceLogs.values()][1] ?? '').slice(0, 30_000)

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function read(messages: readonly Message[]): RequestBody {
  const bytes = new TextEncoder().encode(JSON.stringify({ model: 'gpt-4o', messages }))
  return readRequestBody(bytes) ?? expect.unreachable()
}

/** Two engines with one store, the second of which is only told what can be cloned. */
async function twoEngines(): Promise<{
  readonly here: Awaited<ReturnType<typeof openEngine>>
  elsewhere(body: RequestBody, recall: boolean): Elsewhere
}> {
  const store = mapStore()
  const [here, there] = [await openEngine({ store }), await openEngine({ store })]
  return {
    here,
    elsewhere:
      (body, recall) =>
      async ({ known }) => {
        const again = readRequestBody(structuredClone(body.bytes)) ?? expect.unreachable()
        const options = { recall, known: structuredClone(known()) }
        return structuredClone(await there.decideRead(again, options))
      },
  }
}

describe('a body that is decided by another thread', () => {
  it('law: comes out as if it had been decided here, turn by turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyConversation, { minLength: 1, maxLength: 4 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        fc.boolean(),
        async (conversations, turns, recall) => {
          const { here, elsewhere } = await twoEngines()
          const memory = new DecisionMemory()
          let messages: readonly Message[] = [{ role: 'user', content: 'Go on – 🔥' }]
          for (const [at, conversation] of conversations.entries()) {
            messages = [...messages, ...conversation]
            const body = read(messages)
            const alone = await (await openEngine()).compressRead(body, { recall })
            const given = turns[at] === true ? { elsewhere: elsewhere(body, recall) } : {}
            const done = await here.compressRead(read(messages), { recall, memory, ...given })
            expect(textOf(done.bytes)).toBe(textOf(alone.bytes))
            expect(done.ccrHashes).toEqual(alone.ccrHashes)
            for (const ref of done.ccrHashes) expect(await here.retrieve(ref)).toBeDefined()
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  it('tells what is left to decide, and what is known; of that it says that it was decided before', async () => {
    const { here, elsewhere } = await twoEngines()
    const memory = new DecisionMemory()
    const first = around(log, 'Look at it')
    const grown = [...first, ...around(other, 'And this')]
    const asked: (readonly [known: number, characters: number])[] = []
    const watched =
      (decide: Elsewhere): Elsewhere =>
      async (undecided) => {
        asked.push([undecided.known().length, undecided.characters])
        return await decide(undecided)
      }
    for (const body of [read(first), read(grown), read(grown)]) {
      await here.compressRead(body, {
        recall: true,
        memory,
        elsewhere: watched(elsewhere(body, true)),
      })
    }
    const [cold, warm, again] = asked
    expect(cold?.[0]).toBe(0)
    expect(cold?.[1]).toBeGreaterThan(log.length)
    expect(warm?.[0]).toBeGreaterThan(0)
    expect(warm?.[1]).toBeLessThan(log.length + other.length)
    expect(again?.[1]).toBe(0)
    const { report } = await here.compressRead(read(grown), { recall: true, memory })
    expect(report.decisions.every(({ replayed }) => replayed === true)).toBe(true)
  })

  it('is decided here where the other has no answer, or one for another body', async () => {
    const messages = around(log, 'Look at it')
    const alone = await (await openEngine()).compressRead(read(messages), { recall: true })
    const none: Elsewhere = async () => undefined
    const wrong: Elsewhere = async () => []
    for (const elsewhere of [none, wrong]) {
      const { bytes } = await (await openEngine()).compressRead(read(messages), {
        recall: true,
        memory: new DecisionMemory(),
        elsewhere,
      })
      expect(textOf(bytes)).toBe(textOf(alone.bytes))
    }
  })

  it('is not asked where the caller presses harder than the conversation alone would', async () => {
    const unasked: Elsewhere = async () => expect.unreachable()
    const options = { recall: true, memory: new DecisionMemory(), query: 'error' }
    const body = read(around(log, 'Look at it'))
    const { compressed } = await (await openEngine()).compressRead(body, {
      elsewhere: unasked,
      ...options,
    })
    expect(compressed).toBe(true)
  })
})
