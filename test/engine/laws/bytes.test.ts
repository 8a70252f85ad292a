import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openEngine, openTestDoor } from './engine-under-test.ts'
import { around, toolTexts } from './messages.ts'
import { anyToolText } from './text-pool.ts'

/** Envelopes with every spelling that parsing and printing again would lose; `@` is the tool text. */
const envelopes = [
  '{"model":"gpt-4o","seed":12345678901234567,"temperature":1.0,"x":1e3,"y":-0,"z":1E+2,"messages":[{"role":"user","content":"h\\u00e9"},{"role":"tool","tool_call_id":"c","content":@}]}',
  '{\r\n\t"messages" : [ {"content":@,"tool_call_id":"c","role":"tool","extra":1,"extra":2} ] ,"b":1,"10":2,"2":3,"a":1,"a":2 }\n',
  '{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","cache_control":{"type":"ephemeral"},"content":[{"type":"image","source":{}},{"type":"text","text":@,"__proto__":1}]},{"type":"thinking","thinking":"t","signature":"s=="}]}],"\\ud83d":"\\/\\u2028"}',
]

describe('law 1, bytes', () => {
  it('a body without anything to change comes back as it came', async () => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...envelopes),
        fc.string({ unit: 'binary', maxLength: 60 }),
        async (envelope, text) => {
          const body = envelope.replace('@', () => JSON.stringify(text))
          const { body: after, compressed } = await engine.compressBody(body, { recall: true })
          return !compressed && after === body
        },
      ),
    )
  })

  it('where a text changes, every other byte stays', async () => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...envelopes), anyToolText, async (envelope, text) => {
        const [before = '', behind = ''] = envelope.split('@')
        const { body } = await engine.compressBody(before + JSON.stringify(text) + behind)
        expect(body.startsWith(before)).toBe(true)
        expect(body.endsWith(behind)).toBe(true)
        const literal = body.slice(before.length, body.length - behind.length)
        const live = await engine.compress(around(text))
        expect([JSON.parse(literal)]).toEqual(toolTexts(live.messages))
      }),
      { numRuns: 25 },
    )
  })

  it.each([
    ['not JSON', '{"messages":[{"role":"tool","content":NaN}]}'],
    ['half a body', '{"messages":[{"role":"tool","content":"'],
    ['no conversation', '{"input":"x","data":[1,2,3]}'],
    ['a byte order mark', '\ufeff{"messages":[]}'],
    ['nothing', ''],
  ])('%s passes through', async (_name, body) => {
    const engine = await openEngine()
    expect((await engine.compressBody(body)).body).toBe(body)
  })

  it('never changes its argument, and gives the very same list when nothing changed', async () => {
    const engine = await openEngine()
    const { expand } = await openTestDoor()
    const messages = around('short')
    expect((await engine.compress(messages)).messages).toBe(messages)
    await fc.assert(
      fc.asyncProperty(anyToolText, async (text) => {
        const given = around(text)
        const copy = structuredClone(given)
        const { messages: smaller } = await engine.compress(given, { recall: true })
        await expand(smaller)
        expect(given).toEqual(copy)
      }),
      { numRuns: 12 },
    )
  })
})
