import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../src/engine/ir/decision.ts'
import { openEngine } from '../laws/engine-under-test.ts'

interface Call {
  readonly tool: string
  readonly input: object
  readonly text: string
}

async function decisionsOn(
  calls: readonly Call[],
): Promise<readonly (Decision & { text: string })[]> {
  const engine = await openEngine()
  const messages = calls.flatMap(({ tool, input, text }, index) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: `call_${index}`,
          type: 'function',
          function: { name: tool, arguments: JSON.stringify(input) },
        },
      ],
    },
    { role: 'tool', tool_call_id: `call_${index}`, content: text },
  ])
  const result = await engine.compress(messages, { recall: true })
  const texts = result.messages.filter(({ role }) => role === 'tool').map(({ content }) => content)
  const decisions = result.report.decisions.filter(({ tool }) => tool !== undefined)
  const results = decisions.filter((one) => one.outcome !== 'kept' || one.reason !== 'sealed')
  return results.map((one, index) => ({ ...one, text: String(texts[index]) }))
}

const source = (functions: number): string =>
  Array.from(
    { length: functions },
    (_, n) => `/** Reads entry ${n} of the table. */
export function readEntry${n}(input: string, limit = ${n * 10}): number {
  const found = input.indexOf('entry-${n}')
  if (found === -1 || found > limit) return ${-n}
  let total = found * ${n + 3}
  for (const character of input.slice(found)) {
    if (character === '${n}') continue
    total += character.charCodeAt(0) % ${n + 11}
  }
  const rest = Math.floor(total / ${n + 2})
  return rest > ${n} ? rest : total
}

`,
  ).join('')

const log = Array.from(
  { length: 40 },
  (_, n) =>
    `2026-03-01 10:00:${String(n % 60).padStart(2, '0')} INFO request ${n * 37} took ${(n * 13) % 97} ms\n`,
).join('')

describe('reads of files', () => {
  it('a small file stays as it is, whatever tool read it', async () => {
    const text = source(5)
    for (const [tool, input] of [
      ['read_file', { path: 'a.ts' }],
      ['bash', { command: 'cat a.ts' }],
    ] as const) {
      const [decision] = await decisionsOn([{ tool, input, text }])
      expect(decision).toMatchObject({ outcome: 'kept', reason: 'file-read', text })
    }
  })

  it('a small file read again is a reference to the first read', async () => {
    const call = { tool: 'read_file', input: { path: 'a.ts' }, text: source(5) }
    const [first, second] = await decisionsOn([call, call])
    expect(first?.outcome).toBe('kept')
    expect(second).toMatchObject({ outcome: 'packed', by: 'earlier/refer' })
  })

  it('of a small file of data no value is told without its line', async () => {
    const text = (version: string): string =>
      JSON.stringify(
        { name: 'x', version, scripts: Object.fromEntries(log.split('\n').entries()) },
        null,
        2,
      )
    const input = { path: 'package.json' }
    const [, later] = await decisionsOn(
      [text('1.0.0'), text('1.0.1')].map((shown) => ({ tool: 'read_file', input, text: shown })),
    )
    expect(later).toMatchObject({ outcome: 'packed', by: 'earlier/refer' })
    expect(later?.text).toContain('\n  "version": "1.0.1",\n')
  })

  it('a small log is no file to be edited', async () => {
    const [decision] = await decisionsOn([
      { tool: 'bash', input: { command: 'cat app.log' }, text: log },
    ])
    expect(decision).toMatchObject({ outcome: 'packed', by: 'log/pack' })
  })

  it('of a large file every line that is shown stands in the file', async () => {
    const text = source(60)
    const [decision] = await decisionsOn([{ tool: 'read_file', input: { path: 'a.ts' }, text }])
    expect(decision).toMatchObject({ outcome: 'folded' })
    const lines = new Set(text.split('\n'))
    const [, ...shown] = decision?.text.split('\n') ?? []
    expect(shown.filter((line) => !lines.has(line) && !line.startsWith('[… lines '))).toEqual([])
  })
})
