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
    expect((await conversations.find('one', 2)).pending).toEqual(kept)
    const later = new Conversations(async () => store)
    expect((await later.find('one', 2)).pending).toEqual(kept)
  })

  it('may be forgotten: the oldest go where there is no more room', async () => {
    const store = memoryStore()
    const conversations = new Conversations(async () => store, -1)
    await conversations.pend('one', pending(1, 'a'))
    expect(conversations.count).toBe(1)
    conversations.settle('one')
    expect(conversations.count).toBe(0)
    expect((await conversations.find('one', 2)).pending).toEqual([pending(1, 'a')])
  })

  it('are asked of the conversation’s own store', async () => {
    const opened: string[] = []
    const store = memoryStore()
    const conversations = new Conversations(async (name) => {
      opened.push(name)
      return store
    })
    await conversations.find('one', 0)
    await conversations.leaveRaw('another', { model: '', messages: [] })
    expect(opened).toEqual(['one', 'another', 'another'])
  })

  it('are found by another process that knew the conversation before, and given back to a store that lost them', async () => {
    let store = memoryStore()
    const [one, other] = [0, 1].map(() => new Conversations(async () => store))
    await one?.find('it', 3)
    await other?.find('it', 3)
    await one?.pend('it', pending(7, 'a'))
    expect((await other?.find('it', 5))?.pending).toEqual([pending(7, 'a')])

    store = memoryStore()
    expect((await one?.find('it', 6))?.pending).toEqual([pending(7, 'a')])
    const third = new Conversations(async () => store)
    expect((await third.find('it', 7)).pending).toEqual([pending(7, 'a')])
  })

  it('are not asked for where the turn before came by', async () => {
    const opened: string[] = []
    const store = memoryStore()
    const conversations = new Conversations(async (name) => {
      opened.push(name)
      return store
    })
    for (const turns of [4, 5, 5, 6, 8]) await conversations.find('one', turns)
    expect(opened).toEqual(['one', 'one'])
  })

  it('are asked for where another conversation that began alike came by in between', async () => {
    const opened: string[] = []
    const store = memoryStore()
    const conversations = new Conversations(async (name) => {
      opened.push(name)
      return store
    })
    for (const turns of [9, 4]) await conversations.find('one', turns)
    expect(opened).toEqual(['one', 'one'])
  })
})
