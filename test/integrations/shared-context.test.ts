import { afterEach, expect, it, vi } from 'vitest'
import { expand } from '../../src/runtime-node/index.ts'
import { SharedContext } from '../../src/runtime-node/integrations.ts'

const log = Array.from({ length: 200 }, (_, at) => `10:00:${at} INFO request ${at} served`).join(
  '\n',
)

afterEach(() => vi.useRealTimers())

it('keeps what one agent found, smaller, and gives it whole on demand', async () => {
  const context = new SharedContext()
  const entry = await context.put('log', log, 'researcher')
  expect(entry).toMatchObject({ key: 'log', original: log, agent: 'researcher' })
  expect(entry.compressedTokens).toBeLessThan(entry.originalTokens / 2)
  expect(context.get('log')).toBe(entry.compressed)
  expect(context.get('log', { full: true })).toBe(log)
  const [message] = await expand([{ role: 'tool', content: entry.compressed }])
  expect(message?.content).toBe(log)
  expect(context.get('other')).toBeUndefined()
})

it('sums what it holds', async () => {
  const context = new SharedContext()
  expect(context.stats()).toMatchObject({ entries: 0, savingsPercent: 0 })
  const one = await context.put('one', log)
  const two = await context.put('two', 'short')
  expect(two.compressed).toBe('short')
  expect(context.stats()).toMatchObject({
    entries: 2,
    totalOriginalTokens: one.originalTokens + two.originalTokens,
    totalTokensSaved: one.originalTokens - one.compressedTokens,
  })
  context.clear()
  expect(context.keys()).toEqual([])
})

it('lets the oldest go first, beyond its bounds and its time', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const context = new SharedContext({ maxEntries: 2, ttl: 60 })
  await context.put('one', '1')
  await context.put('two', '2')
  await context.put('one', 'again')
  vi.advanceTimersByTime(30_000)
  await context.put('three', '3')
  expect(context.keys()).toEqual(['one', 'three'])
  vi.advanceTimersByTime(31_000)
  expect(context.keys()).toEqual(['three'])
})
