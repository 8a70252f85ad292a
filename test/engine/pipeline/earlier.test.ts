import { describe, expect, it } from 'vitest'
import { refer } from '../../../src/engine/compressors/earlier/refer.ts'
import {
  type Block,
  blockId,
  type Conversation,
  type Edit,
  type Message,
} from '../../../src/engine/ir/conversation.ts'
import type { Desk } from '../../../src/engine/pipeline/desk.ts'
import { type Plan, plan, type RunOptions } from '../../../src/engine/pipeline/pipeline.ts'
import { deskWith, ends, lines, runs, workshopOf } from './desk.ts'

const WORKSHOP = workshopOf({ packers: [refer, runs], folders: [ends] })

/** Folds nothing of its own accord. */
const PATIENT = { foldAbove: 100_000, foldAbovePerMille: 0, foldToPerMille: 500, foldFloor: 100 }

function resultsOf(texts: readonly string[], changes: Partial<Block> = {}): Conversation {
  const messages = texts.map((text, index): Message => {
    const id = blockId(index, 0)
    return { role: 'tool', blocks: [{ id, kind: 'tool-result', text, seal: 'open', ...changes }] }
  })
  return { model: '', messages, canRecall: true, mayLoseEarlier: false }
}

async function planned(
  conversation: Conversation,
  options: RunOptions = {},
  changes: Partial<Desk> = {},
): Promise<Plan> {
  const desk = deskWith({ workshop: WORKSHOP, foldPolicy: PATIENT, ...changes })
  return await plan(conversation, desk, options)
}

/** The texts of single blocks after the edits. */
function shownAfter({ messages }: Conversation, edits: readonly Edit[]): readonly string[] {
  return messages.flatMap(({ blocks }) =>
    blocks.map(({ id, text }) => edits.find(({ block }) => block === id)?.text ?? text),
  )
}

const isAgain = expect.stringMatching(/^\[packed again#/)

describe('a tool result that stands above already', () => {
  const twice = resultsOf([lines(40), lines(40)])

  it('is named', async () => {
    const { report, edits } = await planned(twice)
    expect(report.decisions).toMatchObject([
      { outcome: 'kept' },
      { outcome: 'packed', by: 'earlier/refer', proof: 'bytes' },
    ])
    expect(shownAfter(twice, edits)).toEqual([lines(40), isAgain])
  })

  it('is not asked for where another packer could hardly do better', async () => {
    const { report } = await planned(resultsOf([lines(200), lines(200)]))
    expect(report.decisions[1]?.attempts.map(({ by }) => by)).toEqual(['earlier/refer'])
  })

  it('is written out where earlier messages may be lost', async () => {
    const { edits } = await planned({ ...twice, mayLoseEarlier: true })
    expect(edits).toEqual([])
  })

  it('is written out where a summary stands between, and named again behind it', async () => {
    const longer = `${lines(40)}\n${lines(80).slice(-1200)}`
    const { messages, ...given } = resultsOf([lines(40), '', longer, lines(40)])
    const summary: Block = { id: blockId(1, 0), kind: 'compaction', text: '', seal: 'signed' }
    const conversation = {
      ...given,
      messages: messages.with(1, { role: 'assistant', blocks: [summary] }),
    }
    const { edits } = await planned(conversation)
    expect(shownAfter(conversation, edits)).toEqual([lines(40), '', longer, isAgain])
    const pressed = await planned(conversation, { budget: 3600 })
    expect(pressed.budget?.met).toBe(true)
    expect(shownAfter(conversation, pressed.edits)[2]).not.toContain('of A]')
  })

  it('is written out where it stood in user text', async () => {
    const { edits } = await planned(resultsOf([lines(40), lines(40)], { kind: 'text' }))
    expect(edits).toEqual([])
  })

  it('is named out of sealed results, too, and nothing is named in those', async () => {
    const [first, second] = twice.messages
    const sealed = (message: Message | undefined): Message => ({
      role: 'tool',
      blocks: (message?.blocks ?? []).map((block) => ({ ...block, seal: 'signed' })),
    })
    const some = { ...twice, messages: [sealed(first), ...(second ? [second] : [])] }
    expect(shownAfter(some, (await planned(some)).edits)).toEqual([lines(40), isAgain])
    const none = { ...twice, messages: [...(first ? [first] : []), sealed(second)] }
    expect((await planned(none)).edits).toEqual([])
  })
})

describe('a file that is read again', () => {
  const origin = { tool: 'read_file', callId: 'c', input: '{"path":"a.ts"}' }
  const folding = { foldPolicy: { ...PATIENT, foldAbove: 500 } }
  const outcomesOf = async (conversation: Conversation, options: RunOptions = {}) =>
    (await planned(conversation, options, folding)).report.decisions.map(({ outcome }) => outcome)
  const texts = [lines(80), lines(84)]

  it('is not folded the second time: what the fold hid is what the model is after', async () => {
    expect(await outcomesOf(resultsOf(texts, { origin }))).toEqual(['folded', 'kept'])
  })

  it.each<[string, Partial<Block>]>([
    ['no file is read', { origin: { ...origin, tool: 'query' } }],
    ['the call does not say which', { origin: { ...origin, input: '{}' } }],
    ['no call is known', {}],
  ])('is folded like all else where %s', async (_why, changes) => {
    expect(await outcomesOf(resultsOf(texts, changes))).toEqual(['folded', 'folded'])
  })

  it('is folded where a budget demands it', async () => {
    const decided = await outcomesOf(resultsOf(texts, { origin }), { budget: 700 })
    expect(decided).toEqual(['folded', 'folded'])
  })
})

describe('a budget', () => {
  it('that hides what is referred to has it decided anew', async () => {
    const source = resultsOf([lines(60), `${lines(60)}\n${lines(80).slice(-600)}`])
    const before = await planned(source)
    expect(shownAfter(source, before.edits)).toEqual([lines(60), isAgain])
    const { edits, report, budget } = await planned(source, { budget: 1500 })
    const [first = '', second = ''] = shownAfter(source, edits)
    expect(first).toContain('[2 of 60 lines shown')
    expect(second).toContain('lines shown')
    expect(second).not.toContain('of A]')
    expect(report.tokensAfter).toBe(first.length + second.length)
    expect(budget?.met).toBe(true)
  })
})

describe('our own output, pressed harder later', () => {
  const twice = resultsOf([lines(40), lines(40)])

  it.each([
    ['a preset', {}, { foldPolicy: { ...PATIENT, foldAbove: 500 } }],
    ['a budget', { budget: 700 }, {}],
  ] as const)('gets back what its references stood for: by %s', async (_name, options, changes) => {
    const { edits } = await planned(twice)
    const once = resultsOf(shownAfter(twice, edits))
    const again = await planned(once, options, changes)
    const [first, second] = shownAfter(once, again.edits)
    expect(first).toContain('[2 of 40 lines shown')
    expect(second).toContain('[2 of 40 lines shown')
    const referring = shownAfter(twice, edits)[1]?.length
    expect(again.report.decisions[1]?.tokensBefore).toBe(referring)
    expect(again.report.tokensAfter).toBe((first?.length ?? 0) + (second?.length ?? 0))
  })

  it('gets it back also where nothing can be folded of it', async () => {
    const { edits } = await planned(twice)
    const once = resultsOf(shownAfter(twice, edits))
    const { originals } = deskWith()
    const receipts: string[] = []
    const keep = async (text: string) => {
      receipts.push(text)
      if (originals === undefined || receipts.length > 1) throw new Error('full')
      return await originals.keep(text)
    }
    const again = await planned(
      once,
      {},
      {
        foldPolicy: { ...PATIENT, foldAbove: 500 },
        originals: originals && { ...originals, keep },
      },
    )
    expect(shownAfter(once, again.edits)).toEqual([expect.stringContaining('[2 of 40'), lines(40)])
    expect(again.report.decisions[1]?.outcome).toBe('kept')
    expect(again.report.decisions[1]?.tokensAfter).toBe(lines(40).length)
  })

  it('is left alone where what it refers to still stands', async () => {
    const { edits } = await planned(twice)
    const again = await planned(resultsOf(shownAfter(twice, edits)))
    expect(again.edits).toEqual([])
    expect(again.report.decisions[1]).toMatchObject({ outcome: 'kept', reason: 'already-ours' })
  })
})
