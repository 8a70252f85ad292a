import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toonDataSets } from '../../fixtures/toon/generate.ts'
import { anyConversation } from './conversations.ts'
import { openEngine } from './engine-under-test.ts'
import { around, type Message, toolTexts } from './messages.ts'
import { anyToolText, serviceLogs } from './text-pool.ts'

const presets = [{ preset: 'safe' }, { preset: 'balanced', recall: true }] as const

describe('law 2, causality', () => {
  it.each(presets)('the first k messages become what they become alone: %o', async (options) => {
    await fc.assert(
      fc.asyncProperty(anyConversation, async (conversation) => {
        const whole = (await (await openEngine()).compress(conversation, options)).messages
        const growing = await openEngine()
        for (let k = 1; k <= conversation.length; k++) {
          const part = conversation.slice(0, k)
          expect((await growing.compress(part, options)).messages).toEqual(whole.slice(0, k))
        }
        const alone = conversation.slice(0, Math.ceil(conversation.length / 2))
        const fresh = (await (await openEngine()).compress(alone, options)).messages
        expect(fresh).toEqual(whole.slice(0, alone.length))
      }),
      { numRuns: 8 },
    )
  })

  it('what is asked later changes nothing above it, what was asked before does', async () => {
    const engine = await openEngine()
    const [sample] = toonDataSets('efficiency')
    const table = JSON.stringify(sample?.data)
    const [, email = ''] = /"id":1456,"name":"[^"]*","email":"([^"]*)"/.exec(table) ?? []
    const question: Message = { role: 'user', content: `What is the salary of ${email}?` }
    const result = around(table, 'What is in there?')
    const compress = async (messages: readonly Message[]) =>
      (await engine.compress(messages, { recall: true })).messages
    const alone = await compress(result)
    const askedLater = await compress([...result, question])
    const askedBefore = await compress([question, ...result])
    expect(askedLater.slice(0, result.length)).toEqual(alone)
    expect(toolTexts(alone).join()).not.toContain(email)
    expect(toolTexts(askedBefore).join()).toContain(email)
  })

  it('a session over real logs keeps its prefix with every turn', async () => {
    const engine = await openEngine()
    const conversation: Message[] = []
    let sent: readonly Message[] = []
    for (const [name, text] of serviceLogs) {
      conversation.push(...around(text.slice(0, 30_000), `Look at ${name}`))
      const { messages } = await engine.compress(conversation, { recall: true })
      expect(messages.slice(0, sent.length)).toEqual(sent)
      sent = messages
    }
  })

  it('a cache mark changes nothing, nor does a string for a list of one block', async () => {
    const engine = await openEngine()
    const result = (content: unknown, more: object = {}): readonly Message[] => [
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content, ...more }] },
    ]
    await fc.assert(
      fc.asyncProperty(anyToolText, async (text) => {
        const forms = [
          result(text),
          result([{ type: 'text', text }]),
          result(text, { cache_control: { type: 'ephemeral' } }),
        ]
        const all = await Promise.all(
          forms.map(async (form) =>
            toolTexts((await engine.compress(form, { recall: true })).messages),
          ),
        )
        expect(all[1]).toEqual(all[0])
        expect(all[2]).toEqual(all[0])
      }),
      { numRuns: 20 },
    )
  })
})
