import { describe, expect, it } from 'vitest'
import { toonDataSets } from '../../fixtures/toon/generate.ts'
import { openEngine, openTestDoor, wholeBehind } from './engine-under-test.ts'
import {
  allErrors,
  attackTexts,
  jsonTexts,
  needles,
  shellTexts,
  untouchable,
} from './hostile-texts.ts'
import { around, toolTexts } from './messages.ts'

const everything = Object.entries({ ...shellTexts, ...jsonTexts, ...attackTexts, ...untouchable })
const folding = { preset: 'aggressive', recall: true } as const

function isSameJson(one: string, other: string): boolean {
  return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other))
}

async function compressed(text: string, options: object = {}): Promise<string> {
  const { messages } = await (await openEngine()).compress(around(text), options)
  return toolTexts(messages).join()
}

describe('laws 9 and 10, whatever a tool may give', () => {
  it.each(everything)('%s: packed, it comes back as the report says', async (_name, text) => {
    const { expand } = await openTestDoor()
    const { messages, report } = await (await openEngine()).compress(around(text))
    const [back = ''] = toolTexts(await expand(messages))
    const isEqualOnly = JSON.stringify(report).includes('"proof":"json-equal"')
    expect(isEqualOnly ? isSameJson(back, text) : back === text).toBe(true)
  })

  it.each(everything)(
    '%s: folded, the original is there and nothing throws',
    async (_name, text) => {
      const engine = await openEngine()
      const { ccrHashes, tokensBefore, tokensAfter } = await engine.compress(around(text), folding)
      for (const ref of ccrHashes) expect((await wholeBehind(engine, ref)) === text).toBe(true)
      expect(tokensAfter).toBeLessThanOrEqual(tokensBefore)
    },
  )

  it.each(Object.entries(untouchable))('%s stays as it is', async (_name, text) => {
    expect(await compressed(text, folding)).toBe(text)
  })

  it.each(['a directory listing', 'git status', 'git diff without a source', 'Windows paths'])(
    'unknown means lossless: %s is not folded',
    async (name) => {
      const engine = await openEngine()
      const { ccrHashes } = await engine.compress(around(shellTexts[name] ?? ''), folding)
      expect(ccrHashes).toEqual([])
    },
  )
})

describe('law 8, what matters stays in sight', () => {
  it.each(needles.map(({ name, text, needle }) => [name, text, needle] as const))(
    '%s',
    async (_name, text, needle) => {
      const engine = await openEngine()
      const { expand } = await openTestDoor()
      const { messages } = await engine.compress(around(text), folding)
      expect(toolTexts(await expand(messages)).join()).toContain(needle)
    },
  )

  it('not all of those texts are packed so small that nothing is folded', async () => {
    const engine = await openEngine()
    const folds = await Promise.all(
      needles.map(
        async ({ text }) => (await engine.compress(around(text), folding)).ccrHashes.length,
      ),
    )
    expect(folds.filter((refs) => refs === 1).length).toBeGreaterThan(1)
  })

  it('rows that all say error shrink all the same, first and last shown', async () => {
    const engine = await openEngine()
    const { messages, compressionRatio } = await engine.compress(around(allErrors), {
      recall: true,
    })
    const { expand } = await openTestDoor()
    const shown = toolTexts(await expand(messages)).join()
    expect(compressionRatio).toBeLessThan(0.3)
    expect(shown).toContain('"id":0,')
    expect(shown).toContain('"id":999,')
  })

  it('a row that was hidden is found by a search', async () => {
    const engine = await openEngine()
    const [employees] = toonDataSets('efficiency')
    const { ccrHashes } = await engine.compress(around(JSON.stringify(employees?.data)), folding)
    const [ref = ''] = ccrHashes
    const found = await engine.retrieve(ref, { search: '"id":1456,' })
    expect(found?.content).toContain('"id":1456,')
    expect(found?.content).not.toContain('"id":1123,')
  })
})
