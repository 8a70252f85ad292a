import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DecisionMemory, EngineError } from '../../../src/engine/index.ts'
import { anyConversation } from './conversations.ts'
import { openEngine } from './engine-under-test.ts'
import { around, type Message } from './messages.ts'
import { serviceLogs } from './text-pool.ts'

const presets = [{ preset: 'safe' }, { preset: 'balanced', recall: true }] as const
const log = (serviceLogs.get('redis.log') ?? '').slice(0, 30_000)
const other = ([...serviceLogs.values()][1] ?? '').slice(0, 30_000)

describe('what was decided before', () => {
  it.each(presets)(
    'law: with it a request becomes what it becomes without: %o',
    async (options) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(anyConversation, fc.nat(), fc.boolean()), {
            minLength: 1,
            maxLength: 3,
          }),
          async (conversations) => {
            const engine = await openEngine()
            const memory = new DecisionMemory()
            let before: readonly Message[] = []
            for (const [conversation, cut, goesOn] of conversations) {
              // Whoever goes on keeps what was said, or rewinds to some point of it.
              const kept = goesOn ? before : before.slice(0, cut % (before.length + 1))
              before = [...kept, ...conversation]
              const fresh = await (await openEngine()).compress(before, options)
              for (const given of [before, before]) {
                const { messages } = await engine.compress(given, { ...options, memory })
                expect(messages).toEqual(fresh.messages)
              }
            }
          },
        ),
        { numRuns: 6 },
      )
    },
  )

  it('spares what came already, and says so', async () => {
    const engine = await openEngine()
    const memory = new DecisionMemory()
    const first = around(log, 'Look at it')
    const before = await engine.compress(first, { recall: true, memory })
    const after = await engine.compress([...first, ...around(other, 'And this')], {
      recall: true,
      memory,
    })
    const flags = after.report.decisions.map(({ replayed = false }) => replayed)
    expect(before.report.decisions.some(({ replayed }) => replayed)).toBe(false)
    expect(flags.slice(0, before.report.decisions.length).every(Boolean)).toBe(true)
    expect(flags.slice(before.report.decisions.length).some(Boolean)).toBe(false)
    expect(after.tokensSaved).toBeGreaterThan(before.tokensSaved)
    expect(memory.size).toBeGreaterThan(log.length)
  })

  it('what was sent before the recall tool came stays as it was sent; without it nothing stays folded', async () => {
    const engine = await openEngine()
    const memory = new DecisionMemory()
    const first = around(log, 'Look at it')
    const packed = await engine.compress(first, { preset: 'aggressive', memory })
    const grown = [...first, ...around(other, 'And this')]
    const folding = await engine.compress(grown, { preset: 'aggressive', recall: true, memory })
    expect(folding.messages.slice(0, first.length)).toEqual(packed.messages)
    expect(folding.report.decisions.map(({ outcome }) => outcome)).toContain('folded')
    const gone = await engine.compress(grown, { preset: 'aggressive', memory })
    expect(gone.report.decisions.map(({ outcome }) => outcome)).not.toContain('folded')
  })

  it('where the recall tool was away for one request, the next is as if it had not been', async () => {
    const engine = await openEngine()
    const memory = new DecisionMemory()
    const first = around(log, 'Look at it')
    const options = { preset: 'aggressive', memory } as const
    const before = await engine.compress(first, { ...options, recall: true })
    const grown = [...first, ...around(other, 'And this')]
    await engine.compress(grown, options)
    const after = await engine.compress(grown, { ...options, recall: true })
    expect(after.messages.slice(0, first.length)).toEqual(before.messages)
  })

  it('other settings and another model decide anew; a query remembers nothing', async () => {
    const engine = await openEngine()
    const memory = new DecisionMemory()
    const messages = around(log, 'Look at it')
    const replays = async (options: object): Promise<boolean> => {
      const { report } = await engine.compress(messages, { ...options, memory })
      return report.decisions.every(({ replayed }) => replayed === true)
    }
    expect(await replays({ preset: 'safe', model: 'gpt-4o' })).toBe(false)
    expect(await replays({ preset: 'safe', model: 'gpt-4o' })).toBe(true)
    expect(await replays({ preset: 'balanced', model: 'gpt-4o' })).toBe(false)
    expect(await replays({ preset: 'balanced', model: 'gpt-4' })).toBe(false)
    expect(await replays({ preset: 'balanced', model: 'gpt-4', query: 'replica' })).toBe(false)
    expect(await replays({ preset: 'balanced', model: 'gpt-4' })).toBe(true)
  })

  it('two requests at once do not disturb each other', async () => {
    const engine = await openEngine()
    const memory = new DecisionMemory()
    const first = around(log, 'Look at it')
    await engine.compress(first, { recall: true, memory })
    const grown = [...first, ...around(other, 'And this')]
    const [one, two] = await Promise.all([
      engine.compress(grown, { recall: true, memory }),
      engine.compress(grown, { recall: true, memory }),
    ])
    expect(one?.messages).toEqual(two?.messages)
  })

  it('refuses what is no memory', async () => {
    const engine = await openEngine()
    const memory = {} as DecisionMemory
    await expect(engine.compress([], { memory })).rejects.toThrow(EngineError)
  })
})
