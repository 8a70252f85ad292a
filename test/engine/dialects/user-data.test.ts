import { describe, expect, it } from 'vitest'
import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import { printPacked } from '../../../src/engine/text/packed-header.ts'

const OPEN = { compressUser: true }

function dataIn(text: string): readonly string[] {
  const [message] = readBody([{ role: 'user', content: text }], OPEN).conversation.messages
  const blocks = message?.blocks ?? []
  expect(blocks.map((block) => block.text).join('')).toBe(text)
  const open = blocks.filter(({ seal }) => seal === 'open')
  expect(open.every(({ packOnly }) => packOnly === true)).toBe(true)
  return open.map((block) => block.text)
}

const stamped = (line: string) => `${line}\n`.repeat(8)

describe('data in what a user says', () => {
  it.each([
    ['a fence', 'See:\n```json\n{"a": 1}\n```\nWhy?', ['{"a": 1}']],
    ['a fence of tildes at the end', '~~~\nx\ny\n~~~', ['x\ny']],
    ['two fences', '```\na\n```\nand\n~~~ log\nb\n~~~\n', ['a', 'b']],
    ['carriage returns', 'x\r\n```\r\na\r\nb\r\n```\r\n', ['a\r\nb']],
    ['an indented fence', '   ```\n   a\n   ```', ['   a']],
    ['a longer fence', '````\na\n````', ['a']],
    ['a longer closing fence', '```\na\n`````', ['a']],
    ['a whole JSON text', ' {"a": [1, 2]}\n', [' {"a": [1, 2]}\n']],
    ['JSON a line', '{"a":1}\n{"a":2}\n', ['{"a":1}\n{"a":2}\n']],
    ['a whole log', stamped('2026-11-22T10:00:01Z up'), [stamped('2026-11-22T10:00:01Z up')]],
    ['a system log', stamped('Nov  2 10:00:01 host up'), [stamped('Nov  2 10:00:01 host up')]],
  ])('%s is open', (_name, text, data) => {
    expect(dataIn(text)).toEqual(data)
  })

  it.each([
    ['words', 'Please fix the build.'],
    ['nothing', ''],
    ['words about JSON', '{"a": 1} is what I get'],
    ['a bare number', '42'],
    ['a list in words', '[1, 2'],
    ['a fence that never closes', 'x\n```\na\nb'],
    ['an empty fence', '```\n```'],
    ['a fence closed by another kind', '```\na\n~~~'],
    ['a fence closed too short', '````\na\n```'],
    ['ticks within a line', 'use ```x``` here\n```y```\nz'],
    ['a fence too far in', '    ```\na\n    ```'],
    ['a fence with a fence in it', '````\n```\na\n```\n````'],
    ['a fence with a spelled fence in it', '```\n{"a":"\\u0060"}\n```'],
    ['a few dates', '2026-11-22 10:00 dentist\n2026-11-23 11:00 call'],
    ['a log with words', `${stamped('2026-11-22T10:00:01Z up')}why is this?`],
  ])('%s is not', (_name, text) => {
    expect(dataIn(text)).toEqual([])
  })

  it('is sealed unless it is asked for', () => {
    const reading = readBody([{ role: 'user', content: '{"a": 1}' }], { compressUser: false })
    expect(reading.conversation.messages[0]?.blocks[0]?.seal).toBe('instruction')
  })

  it('is found again once packed', () => {
    const packed = printPacked({ form: 'json', check: '0123abcd', legend: '', body: 'a' })
    expect(dataIn(packed)).toEqual([packed])
    expect(dataIn(`See:\n\`\`\`json\n${packed}\n\`\`\`\n`)).toEqual([packed])
  })

  it('of other roles stays sealed', () => {
    const body = ['system', 'assistant', 'developer'].map((role) => ({ role, content: '{"a": 1}' }))
    const { messages } = readBody(body, OPEN).conversation
    expect(messages.map(({ blocks }) => blocks[0]?.seal)).toEqual(new Array(3).fill('instruction'))
  })
})

describe('writing data in what a user says', () => {
  const words =
    'A \\/ \\u00e9\\ud83d\\ude00 first\\n```\\n[1,\\t2]\\n```\\nthen\\r\\n~~~\\nx\\u0079\\r\\n~~~ '
  const text = `[{"role":"user","content":"${words}"},{"role":"user","content":[{"type":"text","text":"{}"}]}]`

  it('keeps how the words around it are written', () => {
    const reading = readJsonBody(text, OPEN)
    const open = (reading?.conversation.messages ?? [])
      .flatMap(({ blocks }) => blocks)
      .filter(({ seal }) => seal === 'open')
    expect(open.map((block) => [block.id, block.text])).toEqual([
      ['0.0.1', '[1,\t2]'],
      ['0.0.3', 'xy'],
      ['1.0', '{}'],
    ])
    const edits = open.map(({ id }, at) => ({ block: id, text: `"${at}"` }))
    const expected = text
      .replace('[1,\\t2]', '\\"0\\"')
      .replace('x\\u0079', '\\"1\\"')
      .replace('{}', '\\"2\\"')
    expect(reading?.write(edits.toReversed())).toBe(expected)
    expect(reading?.write(edits.slice(1, 2))).toBe(text.replace('x\\u0079', '\\"1\\"'))
  })

  it('writes live objects alike', () => {
    const body = JSON.parse(text) as unknown
    const live = readBody(body, OPEN)
    const edits = live.conversation.messages
      .flatMap(({ blocks }) => blocks)
      .filter(({ seal }) => seal === 'open')
      .map(({ id }, at) => ({ block: id, text: `"${at}"` }))
    const written = readJsonBody(text, OPEN)?.write(edits) ?? ''
    expect(live.write(edits)).toEqual(JSON.parse(written))
  })
})
