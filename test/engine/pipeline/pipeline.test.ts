import { describe, expect, it } from 'vitest'
import {
  type Block,
  blockId,
  type Conversation,
  type Message,
} from '../../../src/engine/ir/conversation.ts'
import { plan } from '../../../src/engine/pipeline/pipeline.ts'
import { deskWith, lines } from './desk.ts'

function conversation(texts: readonly string[]): Conversation {
  const messages = texts.map((text, index): Message => {
    const block: Block = { id: blockId(index, 0), kind: 'tool-result', text, seal: 'open' }
    return { role: 'tool', blocks: [block] }
  })
  return { model: '', messages, canRecall: true, mayLoseEarlier: false }
}

describe('plan', () => {
  it('reports every block, sums included', async () => {
    const sealed: Message = {
      role: 'user',
      blocks: [{ id: blockId(9, 0), kind: 'text', text: 'hello', seal: 'instruction' }],
    }
    const { messages, ...rest } = conversation([lines(60), 'short'])
    const { report, edits } = await plan(
      { ...rest, messages: [...messages, sealed] },
      deskWith(),
      {},
    )
    expect(report.decisions.map(({ outcome }) => outcome)).toEqual(['folded', 'kept', 'kept'])
    expect(report.tokensBefore).toBe(lines(60).length + 10)
    expect(edits).toHaveLength(1)
  })

  it('tells progress to the end', async () => {
    const seen: number[] = []
    await plan(conversation([lines(9), lines(9)]), deskWith(), {
      onProgress: ({ charactersDone, characters }) =>
        seen.push((100 * charactersDone) / characters),
    })
    expect(seen).toEqual([50, 100])
  })

  it('meets a budget on the longest blocks and leaves the others whole', async () => {
    const desk = deskWith({
      foldPolicy: { foldAbove: 100_000, foldAbovePerMille: 0, foldToPerMille: 500, foldFloor: 100 },
    })
    const { report, budget } = await plan(conversation([lines(60), lines(8)]), desk, {
      budget: 600,
    })
    expect(report.decisions.map(({ outcome }) => outcome)).toEqual(['folded', 'kept'])
    expect(budget).toEqual({ tokens: 600, met: true, missing: 0 })
    expect(report.tokensAfter).toBeLessThanOrEqual(600)
  })

  it('says by how much a budget is missed', async () => {
    const desk = deskWith({ canRecall: false, originals: undefined })
    const { budget } = await plan(conversation([lines(60)]), desk, { budget: 600 })
    expect(budget).toEqual({ tokens: 600, met: false, missing: lines(60).length - 600 })
  })

  it('law 11: a detector that fails costs its block the saving, not the request', async () => {
    const detect = (): never => {
      throw new Error('no')
    }
    const { report, edits } = await plan(conversation([lines(60)]), deskWith({ detect }), {})
    expect(report.decisions).toMatchObject([{ outcome: 'kept', reason: 'compressor-failed' }])
    expect(edits).toEqual([])
  })

  it('stops when asked to', async () => {
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    const desk = deskWith({ signal: controller.signal })
    await expect(plan(conversation([lines(9)]), desk, {})).rejects.toThrow('enough')
  })
})
