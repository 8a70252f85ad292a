import { encode } from '@toon-format/toon'
import { describe, expect, it } from 'vitest'
import { toonDataSets } from '../fixtures/toon/generate.ts'
import { openEngine, openTestDoor } from './laws/engine-under-test.ts'
import { around, toolTexts } from './laws/messages.ts'

const model = 'gpt-4o'
const sets = (['accuracy', 'efficiency'] as const).flatMap((half) =>
  toonDataSets(half).map(({ name, data }) => [`${name}, ${half}`, data] as const),
)

describe("TOON's benchmark data", () => {
  it.each(sets)('%s: no larger than TOON, no larger than minified JSON', async (_name, data) => {
    const engine = await openEngine()
    const { countTokens, expand } = await openTestDoor()
    const minified = JSON.stringify(data)
    const { messages } = await engine.compress(around(minified), { model, preset: 'safe' })
    const [packed = ''] = toolTexts(messages)
    const tokens = await countTokens(packed, { model })
    expect(tokens).toBeLessThanOrEqual(await countTokens(encode(data), { model }))
    expect(tokens).toBeLessThanOrEqual(await countTokens(minified, { model }))
    expect(toolTexts(await expand(messages))).toEqual([minified])
  })

  it.each(sets)(
    '%s, indented: no larger than TOON, which forgets the layout',
    async (_name, data) => {
      const engine = await openEngine()
      const { countTokens } = await openTestDoor()
      const indented = JSON.stringify(data, null, 2)
      const { messages } = await engine.compress(around(indented), { model, preset: 'safe' })
      const tokens = await countTokens(toolTexts(messages).join(), { model })
      expect(tokens).toBeLessThanOrEqual(await countTokens(encode(data), { model }))
      // Exact bytes cost the header that names the layout; minified JSON has forgotten it.
      const minified = await countTokens(JSON.stringify(data), { model })
      expect(tokens).toBeLessThanOrEqual(minified + HEADER_TOKENS)
    },
  )
})

const HEADER_TOKENS = 25
