import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyConversation } from './conversations.ts'
import { openEngine, openTestDoor } from './engine-under-test.ts'
import { around, toolTexts } from './messages.ts'
import { anyOddJson, anyToolText } from './text-pool.ts'

const options = [{ preset: 'safe' }, { preset: 'aggressive', recall: true }] as const

describe('law 4, never larger', () => {
  it.each(options)('no block grows, and a change is worth it: %o', async (given) => {
    const engine = await openEngine()
    const { countTokens } = await openTestDoor()
    await fc.assert(
      fc.asyncProperty(anyConversation, async (conversation) => {
        const { messages } = await engine.compress(conversation, { model: 'gpt-4o', ...given })
        const [before, after] = [toolTexts(conversation), toolTexts(messages)]
        for (const [index, text] of before.entries()) {
          if (after[index] === text) continue
          const tokens = await countTokens(text, { model: 'gpt-4o' })
          const saved = tokens - (await countTokens(after[index] ?? '', { model: 'gpt-4o' }))
          expect(saved).toBeGreaterThanOrEqual(30)
          expect(saved / tokens).toBeGreaterThanOrEqual(0.1)
        }
      }),
      { numRuns: 8 },
    )
  })

  it('a rewrite that saves some 5 % of its block is not worth reading', async () => {
    const engine = await openEngine()
    const noise = (at: number) => Math.imul(at + 1, 0x9e3779b1) >>> 0
    const lines = Array.from({ length: 600 }, (_, at) => [at, at * 7, at * 13].map(noise).join(' '))
    const text = `${lines.join('\n')}\n${`${'and so on, '.repeat(8)}\n`.repeat(24)}`
    const { report } = await engine.compress(around(text), { kind: 'unknown' })
    const [decision] = report.decisions.filter(({ tokensBefore }) => tokensBefore > 1000)
    const packed = decision?.attempts.find(({ result }) => result === 'not-worth-it')?.tokens ?? 0
    const saved = (decision?.tokensBefore ?? 0) - packed
    expect(saved).toBeGreaterThan(100)
    expect(saved * 10).toBeLessThan(decision?.tokensBefore ?? 0)
    expect(decision?.outcome).toBe('kept')
  })

  it.each(options)('the report adds up: %o', async (given) => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(anyConversation, async (conversation) => {
        const result = await engine.compress(conversation, given)
        const sum = (of: 'tokensBefore' | 'tokensAfter') =>
          result.report.decisions.reduce((total, decision) => total + decision[of], 0)
        expect(result.tokensBefore).toBe(sum('tokensBefore'))
        expect(result.tokensAfter).toBe(sum('tokensAfter'))
        expect(result.tokensSaved).toBe(result.tokensBefore - result.tokensAfter)
        expect(result.compressed).toBe(result.messages !== conversation)
      }),
      { numRuns: 8 },
    )
  })

  it.each(options)('C(C(x)) = C(x): %o', async (given) => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(anyConversation, async (conversation) => {
        const { messages } = await engine.compress(conversation, given)
        const again = await engine.compress(messages, given)
        expect(again.messages).toEqual(messages)
        const elsewhere = await (await openEngine()).compress(messages, given)
        expect(elsewhere.messages).toEqual(messages)
      }),
      { numRuns: 10 },
    )
  })

  it('expand(C(x)) = x for all that is not our own output', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    await fc.assert(
      fc.asyncProperty(anyToolText, async (text) => {
        const { messages } = await engine.compress(around(text))
        expect(toolTexts(await expand(messages))).toEqual([text])
      }),
      { numRuns: 100 },
    )
  })

  it('a layout that no header can name: equal JSON comes back, said so, and only once packed', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    await fc.assert(
      fc.asyncProperty(anyOddJson, async (text) => {
        const { messages, report } = await engine.compress(around(text))
        const [back = ''] = toolTexts(await expand(messages))
        if (back !== text) {
          expect(JSON.stringify(report)).toContain('"proof":"json-equal"')
          expect(JSON.parse(back)).toEqual(JSON.parse(text))
        }
        expect((await engine.compress(messages)).messages).toEqual(messages)
      }),
      { numRuns: 15 },
    )
  })

  it('a packed text that was damaged, quoted or cut is data again', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    const damages: readonly ((packed: string) => string)[] = [
      (packed) => packed.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
      (packed) => `${packed}\n`,
      (packed) => packed.slice(0, -1),
      (packed) => `> ${packed}`,
      (packed) => `\n${packed}`,
      (packed) => packed.replaceAll('\n', '\r\n'),
      (packed) => `${packed}\n${packed}`,
      (packed) => packed.toUpperCase(),
      (packed) => packed.replace('[packed ', '[packed  '),
      (packed) => JSON.stringify({ output: packed }),
    ]
    await fc.assert(
      fc.asyncProperty(anyToolText, fc.constantFrom(...damages), async (text, damage) => {
        const [packed = ''] = toolTexts((await engine.compress(around(text))).messages)
        const forged = damage(packed)
        fc.pre(forged !== packed)
        const { messages } = await engine.compress(around(forged))
        expect(toolTexts(await expand(messages))).toEqual([forged])
      }),
      { numRuns: 40 },
    )
  })
})
