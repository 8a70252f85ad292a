import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/engine/index.ts'
import { Conversations } from '../../../src/proxy/exchange/conversations.ts'

const pending = (messages: number, id: string) => ({
  clientCalls: ['call_0'],
  messages,
  pairs: [{ id, call: `{"id":"${id}"}`, result: '{}', position: 0 }],
})

describe('private calls kept for later requests', () => {
  it('are those of the newest answer, where a turn was asked for again', async () => {
    const store = memoryStore()
    const conversations = new Conversations(async () => store)
    for (const one of [pending(1, 'a'), pending(3, 'b'), pending(3, 'c')]) {
      await conversations.pend('one', one)
    }
    const kept = [pending(1, 'a'), pending(3, 'c')]
    expect((await conversations.find('one')).pending).toEqual(kept)
    const later = new Conversations(async () => store)
    expect((await later.find('one')).pending).toEqual(kept)
  })

  it('may be forgotten: the oldest go where there is no more room', async () => {
    const store = memoryStore()
    const conversations = new Conversations(async () => store, -1)
    await conversations.pend('one', pending(1, 'a'))
    expect(conversations.count).toBe(1)
    conversations.trim()
    expect(conversations.count).toBe(0)
    expect((await conversations.find('one')).pending).toEqual([pending(1, 'a')])
  })

  it('are asked of the conversation’s own store', async () => {
    const opened: string[] = []
    const store = memoryStore()
    const conversations = new Conversations(async (name) => {
      opened.push(name)
      return store
    })
    await conversations.find('one')
    await conversations.leaveRaw('another')
    expect(opened).toEqual(['one', 'another'])
  })
})
