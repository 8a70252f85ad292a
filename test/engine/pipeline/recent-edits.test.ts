import { describe, expect, it } from 'vitest'
import { type Block, blockId } from '../../../src/engine/ir/conversation.ts'
import { RecentEdits } from '../../../src/engine/pipeline/recent-edits.ts'

const call = (text: string): Block => ({
  id: blockId(1),
  kind: 'tool-call',
  text,
  seal: 'instruction',
})
const read = (input: object): Block => ({
  id: blockId(2),
  kind: 'tool-result',
  text: 'lines',
  seal: 'open',
  origin: { tool: 'read_file', callId: 'a', input: JSON.stringify(input) },
})

describe('what was done to a file before it is read again', () => {
  it('is told by the calls that name it, the latest first', () => {
    const edits = new RecentEdits()
    edits.add(call('{"path":"a.go","old_str":"func Write"}'))
    edits.add(call('{"path":"b.go","old_str":"func Other"}'))
    edits.add(call('{"path":"a.go","old_str":"func Flush"}'))
    edits.add({ ...call('a.go in the words of a user'), kind: 'text' })
    expect(edits.wordsFor(read({ path: 'a.go' }))).toBe(
      '{"path":"a.go","old_str":"func Flush"}\n{"path":"a.go","old_str":"func Write"}',
    )
  })

  it('is not the read itself, and nothing for what reads no file', () => {
    const edits = new RecentEdits()
    edits.add(call(JSON.stringify({ path: 'a.go' })))
    expect(edits.wordsFor(read({ path: 'a.go' }))).toBe('')
    expect(edits.wordsFor({ ...read({}), origin: { tool: 'ls', callId: 'b', input: '{}' } })).toBe(
      '',
    )
    expect(edits.wordsFor(call('x'))).toBe('')
  })

  it('is bounded in calls and in length', () => {
    const edits = new RecentEdits()
    for (let n = 0; n < 100; n++)
      edits.add(call(`{"path":"a.go","n":${n},"s":"${'x'.repeat(9000)}"}`))
    const words = edits.wordsFor(read({ path: 'a.go' }))
    expect(words.length).toBeLessThan(5000)
    expect(words).toContain('"n":99')
    expect(words).not.toContain('"n":96')
  })
})
