import { expect, it } from 'vitest'
import { indexJson } from '../../../src/engine/text/json-index.ts'
import { mainList } from '../../../src/engine/text/main-list.ts'

function mainOf(text: string): string | undefined {
  const index = indexJson(text)
  const node = index === undefined ? undefined : mainList(text, index)
  return node === undefined ? undefined : text.slice(index?.starts[node], index?.ends[node])
}

it.each([
  ['a list', '[1,2,3]', '[1,2,3]'],
  ['a list in an envelope', '{"n":2,"data":{"items":[{"a":1},{"a":2}]}}', '[{"a":1},{"a":2}]'],
  ['a list beside its page', '[{"page":1},[{"a":1},{"a":2},{"a":3}]]', '[{"a":1},{"a":2},{"a":3}]'],
  [
    'rows that hold longer lists',
    '{"features":[{"at":[1,2,3,4,5,6]},{"at":[1]}]}',
    '[{"at":[1,2,3,4,5,6]},{"at":[1]}]',
  ],
  ['the longer of two lists', '{"a":[1,2],"b":["long","list"]}', '["long","list"]'],
  ['a list within the only element', '{"r":[{"rows":[1,2]}]}', '[1,2]'],
  [
    'a list by key',
    '{"name":"x","tags":["a","b"],"versions":{"1":{"a":1},"2":{"a":2},"3":{"b":1},"4":{"a":1}}}',
    '{"1":{"a":1},"2":{"a":2},"3":{"b":1},"4":{"a":1}}',
  ],
  [
    'a list in a record of records',
    '{"a":{"b":1},"c":{"d":1,"e":2},"f":{"g":1,"h":2},"i":{"rows":[1,2],"j":1,"k":2}}',
    '[1,2]',
  ],
  [
    'scalars by key',
    `{"name":"x","time":{${Array.from({ length: 12 }, (_, at) => `"v${at}":"2024-01-${at + 10}"`)}}}`,
    `{${Array.from({ length: 12 }, (_, at) => `"v${at}":"2024-01-${at + 10}"`)}}`,
  ],
  ['a list of one, if there is no other', '{"r":[{"a":1}]}', '[{"a":1}]'],
])('finds %s', (_, text, array) => {
  expect(mainOf(text)).toBe(array)
})

it.each(['{"a":1}', '"text"', '[]', '{"a":[]}', '[{},[]]'])('finds no rows in %s', (text) => {
  expect(mainOf(text)).toBeUndefined()
})

it('walks down any depth', () => {
  const deep = `${'['.repeat(100_000)}1,2${']'.repeat(100_000)}`
  expect(mainOf(deep)).toBe('[1,2]')
})
