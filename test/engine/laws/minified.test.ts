import { describe, expect, it } from 'vitest'
import { openEngine, openTestDoor } from './engine-under-test.ts'
import { jsonTexts } from './hostile-texts.ts'
import { around, toolTexts } from './messages.ts'

const valid = Object.entries(jsonTexts).filter(([name]) => name !== 'NaN is no JSON')

describe('packed JSON against minified JSON', () => {
  it.each(valid)('%s is never the larger one, spread out or not', async (_name, text) => {
    const engine = await openEngine()
    const { countTokens } = await openTestDoor()
    const minified = JSON.stringify(JSON.parse(text))
    const bound = await countTokens(minified)
    const spread = JSON.stringify(JSON.parse(text), null, 2)
    for (const form of [minified, spread]) {
      const [packed = ''] = toolTexts((await engine.compress(around(form))).messages)
      const tokens = await countTokens(packed)
      // Where there is too little to gain, a text stays as it is (law 4).
      if (packed !== form) expect(tokens).toBeLessThanOrEqual(bound + HEADER_TOKENS)
    }
  })
})

/** A header that only undoes a layout, over nothing else to gain. */
const HEADER_TOKENS = 25
