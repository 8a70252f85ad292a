import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRefs } from '../../../src/engine/index.ts'
import { parseGap } from '../../../src/engine/text/gap-line.ts'
import { toonDataSets } from '../../fixtures/toon/generate.ts'
import { anyConversation } from './conversations.ts'
import { openEngine, openTestDoor, wholeBehind } from './engine-under-test.ts'
import { around, toolTexts } from './messages.ts'
import { serviceLogs } from './text-pool.ts'

const wholeLogs = [...serviceLogs]
const wholeData = toonDataSets('efficiency').filter(({ name }) => name !== 'nested configuration')

/** What stands between our gap lines, and how much each gap says is hidden. */
function piecesOf(folded: string): readonly { readonly kept: string; readonly hidden: number }[] {
  if (findRefs(folded).length === 0) return [{ kept: folded, hidden: 0 }]
  const [, ...lines] = folded.split(/(?<=\n)/)
  const pieces = [{ kept: '', hidden: 0 }]
  for (const line of lines) {
    const gap = parseGap(line.replace(/\n$/, ''))
    const last = pieces.at(-1)
    if (gap !== undefined) pieces.push({ kept: '', hidden: gap.to - gap.from + 1 })
    else if (last !== undefined) pieces[pieces.length - 1] = { ...last, kept: last.kept + line }
  }
  return pieces
}

/** The blocks that became another text, and the ref of their marker line where they have one. */
function changesOf(
  before: readonly string[],
  after: readonly string[],
  unpacked: readonly string[],
) {
  return before.flatMap((original, index) => {
    const now = after[index] ?? ''
    const [ref] = findRefs(now.split('\n', 1).join(''))
    return now === original ? [] : [{ original, ref, expanded: unpacked[index] }]
  })
}

describe('law 5, nothing lost', () => {
  it.each(wholeLogs)('packed, %s comes back byte for byte', async (_name, text) => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    const { messages } = await engine.compress(around(text))
    expect(toolTexts(await expand(messages))).toEqual([text])
  })

  it('every fold recalls its original, every other change expands to it', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    await fc.assert(
      fc.asyncProperty(anyConversation, async (conversation) => {
        const given = { preset: 'aggressive', recall: true } as const
        const { messages, ccrHashes } = await engine.compress(conversation, given)
        const unpacked = toolTexts(await expand(messages))
        const changes = changesOf(toolTexts(conversation), toolTexts(messages), unpacked)
        for (const { original, ref, expanded } of changes) {
          const whole = ref === undefined ? expanded : await wholeBehind(engine, ref)
          expect(whole).toBe(original)
        }
        expect(new Set(ccrHashes)).toEqual(new Set(changes.flatMap(({ ref }) => ref ?? [])))
      }),
      { numRuns: 12 },
    )
  })

  it.each(wholeLogs)(
    'folded, %s shows its own lines and counts the rest exactly',
    async (_name, text) => {
      const engine = await openEngine()
      const { expand } = await openTestDoor()
      const { messages } = await engine.compress(around(text), {
        preset: 'aggressive',
        recall: true,
      })
      const [folded = ''] = toolTexts(await expand(messages))
      const lines = text.split(/(?<=\n)/)
      let at = 0
      for (const { kept, hidden } of piecesOf(folded)) {
        at += hidden
        const shown = kept.split(/(?<=\n)/).filter((line) => line !== '')
        expect(shown).toEqual(lines.slice(at, at + shown.length))
        at += shown.length
      }
      expect(at).toBe(lines.length)
    },
  )

  it('a good part of those logs is folded indeed', async () => {
    const engine = await openEngine()
    const given = { preset: 'aggressive', recall: true } as const
    const folded = await Promise.all(
      wholeLogs.map(async ([, text]) => (await engine.compress(around(text), given)).ccrHashes),
    )
    expect(folded.filter((refs) => refs.length === 1).length).toBeGreaterThan(wholeLogs.length / 3)
  })

  it.each(wholeData.map(({ name, data }) => [name, JSON.stringify(data)] as const))(
    'folded, %s shows its own rows in order',
    async (_name, text) => {
      const engine = await openEngine()
      const { expand } = await openTestDoor()
      const { messages } = await engine.compress(around(text), {
        preset: 'aggressive',
        recall: true,
      })
      const [folded = ''] = toolTexts(await expand(messages))
      expect(findRefs(folded)).toHaveLength(1)
      let at = 0
      for (const { kept } of piecesOf(folded)) {
        const found = text.indexOf(kept.replace(/\n$/, ''), at)
        expect(found).toBeGreaterThanOrEqual(at)
        at = found + kept.length - 1
      }
    },
  )
})
