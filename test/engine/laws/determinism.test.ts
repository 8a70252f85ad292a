import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyConversation } from './conversations.ts'
import { openEngine } from './engine-under-test.ts'

describe('law 3, determinism', () => {
  it('two engines agree, whatever each has seen before and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyConversation, { minLength: 2, maxLength: 3 }),
        fc.constantFrom(
          { preset: 'safe' } as const,
          { preset: 'aggressive', recall: true } as const,
        ),
        async (conversations, options) => {
          const [one, other] = [await openEngine(), await openEngine()]
          const forward = []
          for (const conversation of conversations)
            forward.push((await one.compress(conversation, options)).messages)
          const backward = []
          for (const conversation of conversations.toReversed())
            backward.push((await other.compress(conversation, options)).messages)
          expect(backward.reverse()).toEqual(forward)
        },
      ),
      { numRuns: 6 },
    )
  })

  it('runs at the same time do not disturb each other', async () => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(fc.array(anyConversation, { minLength: 2, maxLength: 4 }), async (list) => {
        const run = async (conversation: (typeof list)[number]) =>
          (await engine.compress(conversation, { recall: true })).messages
        const together = await Promise.all(list.map(run))
        const apart = []
        for (const conversation of list) apart.push(await run(conversation))
        expect(together).toEqual(apart)
      }),
      { numRuns: 6 },
    )
  })
})
