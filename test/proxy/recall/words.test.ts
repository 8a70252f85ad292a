import { expect, it } from 'vitest'
import type { Slice } from '../../../src/engine/index.ts'
import { requestOf } from '../../../src/proxy/recall/call-request.ts'
import { sliceText } from '../../../src/proxy/recall/slice-text.ts'

it('reads what a model asks for', () => {
  expect(requestOf('{"hash":"r"}')).toEqual({ ref: 'r', part: undefined })
  expect(requestOf('{"ref":"r","lines":null}')).toEqual({ ref: 'r', part: undefined })
  expect(requestOf('{"hash":"r","rows":[1,2],"keys":["a"]}')).toEqual({
    ref: 'r',
    part: { rows: [1, 2], keys: ['a'] },
  })
  for (const input of ['', '{', '[]', 'null', '"r"', '{"hash":1}', '{"__proto__":{"hash":"r"}}']) {
    expect(requestOf(input)).toHaveProperty('wrong')
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
