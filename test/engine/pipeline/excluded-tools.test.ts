import { expect, it } from 'vitest'
import { DecisionMemory } from '../../../src/engine/index.ts'
import { openEngine } from '../laws/engine-under-test.ts'

const rows = JSON.stringify(
  Array.from({ length: 60 }, (_, at) => ({ id: at, state: 'running', region: 'eu-central-1' })),
)

const messages = ['fetch', 'mcp__files__query', 'fetch'].flatMap((name, at) => [
  {
    role: 'assistant',
    content: '',
    tool_calls: [{ id: `${at}`, type: 'function', function: { name, arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: `${at}`, content: `${rows.slice(0, -1)},{"id":"${at}"}]` },
])

it('leaves the results of excluded tools alone, and says why', async () => {
  const engine = await openEngine()
  const { messages: made, report } = await engine.compress(messages, { excludeTools: ['query'] })
  const changed = made.map((message, at) => message !== messages[at])
  expect(changed).toEqual([false, true, false, false, false, true])
  expect(report.decisions.filter(({ outcome }) => outcome === 'kept')).toContainEqual(
    expect.objectContaining({ tool: 'mcp__files__query', reason: 'excluded' }),
  )
})

it('decides anew where other tools are excluded than before', async () => {
  const engine = await openEngine()
  const memory = new DecisionMemory()
  const first = await engine.compress(messages, { memory })
  const second = await engine.compress(messages, { memory, excludeTools: ['*'] })
  expect(first.tokensSaved).toBeGreaterThan(1000)
  expect(second.tokensSaved).toBe(0)
})

it('refuses what is no list of names', async () => {
  const engine = await openEngine()
  for (const excludeTools of ['query', [1], {}]) {
    await expect(engine.compress(messages, { excludeTools } as never)).rejects.toThrow(
      /excludeTools must be a list/,
    )
  }
})
