import { describe, expect, it } from 'vitest'
import { EngineError, type Slice } from '../../../src/engine/index.ts'
import {
  answerRecallCall,
  type RecallOptions,
  type Retrieve,
} from '../../../src/engine/recall/answer-recall.ts'
import { readRecallRequest } from '../../../src/engine/recall/recall-request.ts'
import { sliceText } from '../../../src/engine/recall/slice-text.ts'

it('reads what a model asks for', () => {
  expect(readRecallRequest({ hash: 'r' })).toEqual({ ref: 'r', part: undefined })
  expect(readRecallRequest({ ref: 'r', lines: null })).toEqual({ ref: 'r', part: undefined })
  expect(readRecallRequest({ hash: 'r', rows: [1, 2], keys: ['a'] })).toEqual({
    ref: 'r',
    part: { rows: [1, 2], keys: ['a'] },
  })
  const wrong = [undefined, [], null, 'r', { hash: 1 }, JSON.parse('{"__proto__":{"hash":"r"}}')]
  for (const input of wrong) {
    expect(readRecallRequest(input)).toHaveProperty('wrong')
  }
})

it('says which part it gives, and how to go on', () => {
  const whole: Slice = {
    content: 'a\nb',
    unit: 'lines',
    position: { from: 1, to: 2 },
    total: 2,
    truncated: false,
  }
  expect(sliceText(whole, 'r')).toBe('a\nb')
  expect(sliceText({ ...whole, content: '', position: { from: 0, to: 0 }, total: 0 }, 'r')).toBe('')
  expect(sliceText({ ...whole, total: 9, truncated: true, next: { lines: [3, 9] } }, 'r')).toBe(
    '[lines 1-2 of 9]\na\nb\n[more: {"hash":"r","lines":[3,9]}]',
  )
  expect(
    sliceText(
      { ...whole, unit: 'rows', total: 9, list: 'items', position: { from: 4, to: 5 } },
      'r',
    ),
  ).toBe('[rows 4-5 of 9 of "items"]\na\nb')
  expect(sliceText({ ...whole, hits: 2 }, 'r')).toBe('[lines 1-2 of 2; 2 match]\na\nb')
})

it('answers whatever happens', async () => {
  const slice: Slice = {
    content: 'abc',
    unit: 'lines',
    position: { from: 1, to: 1 },
    total: 1,
    truncated: false,
  }
  const asked: unknown[] = []
  const found = await answerRecallCall({ hash: 'r' }, async (...given) => {
    asked.push(given)
    return slice
  })
  expect(found).toEqual({ text: 'abc', isError: false })
  expect(asked).toEqual([['r', undefined, { limit: 60_000 }]])
  const failing = async (error: unknown) =>
    await answerRecallCall({ hash: 'r' }, async () => await Promise.reject(error))
  expect(await answerRecallCall({}, async () => slice)).toMatchObject({ isError: true })
  expect(await answerRecallCall({ hash: 'r' }, async () => undefined)).toMatchObject({
    text: expect.stringContaining('unknown ref'),
    isError: true,
  })
  expect(await failing(new EngineError('bad-ref', 'x'))).toMatchObject({
    text: expect.stringContaining('unknown ref'),
  })
  expect(await failing(new EngineError('bad-options', 'lines from 1'))).toMatchObject({
    text: 'lines from 1',
  })
  const secret = await failing(new Error('ENOENT /home/someone'))
  expect(secret.text).not.toContain('someone')
})

describe('a ref that is not held', () => {
  const bad = async () => await Promise.reject(new EngineError('bad-ref', 'x'))
  const asked = async (retrieve: Retrieve, options?: RecallOptions) =>
    await answerRecallCall({ hash: 'r' }, retrieve, options)
  const END = 'unknown ref: do not retry; run the command again'

  it('ends the matter, and is told from one that was not copied exactly', async () => {
    expect(await asked(async () => undefined)).toEqual({ text: END, isError: true })
    const { text } = await asked(bad)
    expect(text).toMatch(`${END}. No line names it`)
  })

  it('is answered with those that look like it, where the reader knows any', async () => {
    const refsLike = async () => ['one', 'two']
    for (const retrieve of [bad, async () => undefined])
      expect(await asked(retrieve, { refsLike })).toEqual({
        text: 'unknown ref: did you mean one or two? If not, do not retry; run the command again',
        isError: true,
      })
    const failing = async () => await Promise.reject(new Error('ENOENT /home/someone'))
    expect((await asked(async () => undefined, { refsLike: failing })).text).toBe(END)
    const closed = async () => await Promise.reject(new EngineError('closed', 'x'))
    expect((await asked(closed, { refsLike })).text).not.toContain('one')
  })
})
