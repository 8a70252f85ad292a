import { expect, it } from 'vitest'
import { openEngine } from './laws/engine-under-test.ts'
import { around } from './laws/messages.ts'
import { serviceLogs } from './laws/text-pool.ts'

it('sixteen service logs: 55 % of the tokens saved on the mean by packing, none larger', async () => {
  const engine = await openEngine()
  const savings: number[] = []
  for (const text of serviceLogs.values()) {
    const result = await engine.compress(around(text), { model: 'gpt-4o', preset: 'safe' })
    const [log] = result.report.decisions.filter(({ tokensBefore }) => tokensBefore > 5000)
    savings.push(log === undefined ? 0 : 1 - log.tokensAfter / log.tokensBefore)
  }
  expect(savings).toHaveLength(16)
  expect(Math.min(...savings)).toBeGreaterThanOrEqual(0)
  expect(savings.reduce((sum, saving) => sum + saving, 0) / 16).toBeGreaterThanOrEqual(0.55)
})
