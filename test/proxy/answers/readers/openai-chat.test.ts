import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatReader } from '../../../../src/proxy/answers/readers/openai-chat.ts'

const finish = fc.constantFrom(null, 'stop', 'null', undefined)
const content = fc.oneof(fc.string(), fc.constantFrom('"usage": {', 'é', '[DONE]'))
const event = fc.record(
  {
    object: fc.constantFrom('chat.completion.chunk', 'chat.completion', null, 7),
    model: fc.string(),
    choices: fc.tuple(fc.record({ delta: fc.record({ content }), finish_reason: finish })),
    usage: fc.constantFrom(null, {}, { prompt_tokens: 3 }),
    error: fc.constantFrom(null, {}, 'busy', { type: 'overloaded' }, false),
  },
  { requiredKeys: [] },
)
const escaped = (json: string): string => json.replace('"usage"', '"\\u0075sage"')
const texts = fc
  .tuple(event, fc.constantFrom('', 1, '\t'), fc.boolean())
  .map(([value, space, isEscaped]) => {
    const json = JSON.stringify(value, undefined, space)
    return isEscaped ? escaped(json) : json
  })

describe('events of a chat stream', () => {
  it('law: one that is passed over would have told no more than the model', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.json(), fc.constantFrom('[DONE]', ' [DONE]')), (data) => {
        const { model: _, ...more } = chatReader.read(data)
        const isSilent = Object.values(more).every((one) => isEmpty(one))
        expect(isSilent || chatReader.matters('', data)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([{}, { content: 'é' }, { tool_calls: [{ function: { arguments: '{"usage":1}' } }] }])(
    'a piece of the message is passed over: %j',
    (delta) => {
      const choices = [{ index: 0, delta, finish_reason: null }]
      const piece = { id: 'a', object: 'chat.completion.chunk', choices, usage: null }
      for (const space of ['', ' ']) {
        expect(chatReader.matters('', JSON.stringify(piece, undefined, space))).toBe(false)
      }
    },
  )
})

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
