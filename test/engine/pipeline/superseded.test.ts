import { describe, expect, it } from 'vitest'
import { refer } from '../../../src/engine/compressors/earlier/refer.ts'
import {
  type Block,
  blockId,
  type Conversation,
  type Message,
} from '../../../src/engine/ir/conversation.ts'
import type { Desk } from '../../../src/engine/pipeline/desk.ts'
import { plan, type RunOptions } from '../../../src/engine/pipeline/pipeline.ts'
import { parseShortened } from '../../../src/engine/recall/marker.ts'
import { deskWith, lines, originals, runs, workshopOf } from './desk.ts'

interface Read {
  readonly input: string
  readonly text: string
  readonly tool?: string
}

const WHOLE = '{"file_path":"src/a.ts"}'
const PART = '{"file_path":"src/a.ts","offset":3,"limit":20}'

function conversationOf(reads: readonly Read[]): Conversation {
  const messages = reads.map(({ input, text, tool = 'Read' }, index): Message => {
    const origin = { tool, callId: `c${index}`, input }
    const id = blockId(index, 0)
    const block: Block = { id, kind: 'tool-result', text, seal: 'open', origin }
    return { role: 'tool', blocks: [block] }
  })
  return { model: '', messages, canRecall: true, mayLoseEarlier: false }
}

/** What stands in the place of each read. */
async function rebased(
  reads: readonly Read[],
  options: RunOptions = { rebase: true },
  changes: Partial<Desk> = {},
): Promise<readonly string[]> {
  const workshop = workshopOf({ packers: [refer, runs] })
  const { edits } = await plan(conversationOf(reads), deskWith({ workshop, ...changes }), options)
  return reads.map(({ text }, at) => edits.find(({ block }) => block === `${at}.0`)?.text ?? text)
}

const first = `${lines(100)}\n`
const second = first.replace('line 50 of', 'line fifty of')
const third = second.replace('line 70 of', 'line seventy of')

const isGone = expect.stringMatching(
  /^\[0 of 100 lines shown, .*\]\n\[… lines 1-100 \(100\) left out: read again further down\]\n?$/,
)

describe('rebasing', () => {
  const reads = [first, second, third].map((text) => ({ input: WHOLE, text }))

  it('leaves out all reads of a file but the last, which stands whole', async () => {
    const kept = originals()
    expect(await rebased(reads, { rebase: true }, { originals: kept })).toEqual([
      isGone,
      isGone,
      third,
    ])
    expect(kept.kept).toEqual([first, second])
  })

  it('is done where it is asked for only', async () => {
    const isAgain = expect.stringMatching(/^\[packed again#/)
    expect(await rebased(reads, {})).toEqual([first, isAgain, isAgain])
  })

  it('takes what stands in our own output for what it stood for', async () => {
    const once = await rebased(reads, {})
    const kept = originals()
    const again = reads.map((read, at) => ({ ...read, text: once[at] ?? '' }))
    expect(await rebased(again, { rebase: true }, { originals: kept })).toEqual([
      isGone,
      isGone,
      third,
    ])
    expect(kept.kept).toEqual([first, second])
  })

  it('changes nothing the second time', async () => {
    const once = await rebased(reads)
    const again = reads.map((read, at) => ({ ...read, text: once[at] ?? '' }))
    expect(await rebased(again)).toEqual(once)
  })

  it.each<[string, readonly Read[], readonly boolean[]]>([
    [
      'a part, by the whole',
      [
        { input: PART, text: first },
        { input: WHOLE, text: first },
      ],
      [true, false],
    ],
    [
      'not the whole, by a part',
      [
        { input: WHOLE, text: first },
        { input: PART, text: first },
      ],
      [false, false],
    ],
    [
      'a part, by the same',
      [
        { input: PART, text: first },
        { input: PART, text: first },
      ],
      [true, false],
    ],
    [
      'not by an error',
      [
        { input: WHOLE, text: first },
        { input: WHOLE, text: 'no such file' },
      ],
      [false, false],
    ],
    [
      'not by another file',
      [
        { input: WHOLE, text: first },
        { input: '{"file_path":"b"}', text: first },
      ],
      [false, false],
    ],
    [
      'a shell read, by the same',
      ['cat src/a.ts', 'cat src/a.ts'].map((command) => ({
        tool: 'Bash',
        input: JSON.stringify({ command }),
        text: first,
      })),
      [true, false],
    ],
    [
      'not what no file was read by',
      ['npm test', 'npm test'].map((command) => ({
        tool: 'Bash',
        input: JSON.stringify({ command }),
        text: first,
      })),
      [false, false],
    ],
  ])('replaces %s', async (_what, twice, gone) => {
    const after = await rebased(twice)
    expect(after.map((text) => text.includes('read again further down'))).toEqual(gone)
  })

  it.each<[string, Partial<Desk>]>([
    ['nobody can recall', { canRecall: false, originals: undefined }],
    ['it holds a secret', { holdsSecret: () => true }],
    [
      'the store fails',
      { originals: { ...originals(), keep: () => Promise.reject(new Error('full')) } },
    ],
  ])('leaves out nothing where %s', async (_why, changes) => {
    const after = await rebased(reads, { rebase: true }, changes)
    expect(after.map((text) => parseShortened(text))).toEqual([undefined, undefined, undefined])
  })
})
