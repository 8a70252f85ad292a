import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toonDataSets } from '../../fixtures/toon/generate.ts'
import { anyConversation } from './conversations.ts'
import { openEngine } from './engine-under-test.ts'
import { type Message, sealedSide } from './messages.ts'
import { anyToolText, serviceLogs } from './text-pool.ts'

const log = serviceLogs.get('nginx.log') ?? ''
const data = JSON.stringify(toonDataSets('accuracy')[0]?.data)

describe('law 7, sealed', () => {
  it('only the texts of tool results may change', async () => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(anyConversation, async (conversation) => {
        const { messages } = await engine.compress(conversation, {
          preset: 'aggressive',
          recall: true,
        })
        expect(sealedSide(messages)).toEqual(sealedSide(conversation))
      }),
      { numRuns: 12 },
    )
  })

  it.each(['system', 'developer', 'user', 'assistant'])('a %s message stays', async (role) => {
    const engine = await openEngine()
    await fc.assert(
      fc.asyncProperty(anyToolText, fc.boolean(), async (text, listed) => {
        const messages = [{ role, content: listed ? [{ type: 'text', text }] : text }]
        const result = await engine.compress(messages, { preset: 'aggressive', recall: true })
        return result.messages === messages
      }),
      { numRuns: 12 },
    )
  })

  it('signed, hidden, unknown and non-text blocks stay', async () => {
    const engine = await openEngine()
    const content = [
      { type: 'thinking', thinking: log, signature: 's==' },
      { type: 'redacted_thinking', data },
      { type: 'hologram', text: log },
      { type: 'tool_use', id: 't', name: 'write', input: { content: data } },
      { type: 'document', source: { type: 'text', data: log } },
      { type: 'tool_result', tool_use_id: 'u', content: [{ type: 'image', source: { data } }] },
    ]
    const messages: readonly Message[] = [
      { role: 'assistant', content: content.slice(0, 4) },
      { role: 'user', content: content.slice(4) },
    ]
    const result = await engine.compress(messages, { preset: 'aggressive', recall: true })
    expect(result.messages).toBe(messages)
  })

  it('user data opens for packers only, where the caller asks', async () => {
    const engine = await openEngine()
    const messages = [{ role: 'user', content: data }]
    const result = await engine.compress(messages, {
      preset: 'aggressive',
      recall: true,
      compressUser: true,
    })
    expect(result.report.decisions.map(({ outcome }) => outcome)).toEqual(['packed'])
    expect(result.ccrHashes).toEqual([])
  })
})
