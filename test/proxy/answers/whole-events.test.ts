import { expect, it } from 'vitest'
import { chatReader } from '../../../src/proxy/answers/readers/openai-chat.ts'
import { eventsThatMatter, textOfEvents } from '../../../src/proxy/answers/whole-events.ts'
import { encode } from './streams.ts'

const piece = 'data: {"choices":[{"delta":{"content":"a"}}]}'
const last = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}'
const events = (...all: readonly string[]): string => all.map((event) => `${event}\n\n`).join('')

it('takes chunks that end where an event does, and no others', () => {
  expect(textOfEvents(encode(events(piece, last)))).toBe(events(piece, last))
  for (const other of ['', '\n', piece, `${piece}\n`, `${piece}\r\n\r\n`, `a: 1\r\n\n`]) {
    expect(textOfEvents(encode(other)), other).toBeUndefined()
  }
})

it('gives every event until the stream has begun, then those with a sign, each once', () => {
  let seen = 0
  const text = events(
    ': ping',
    piece,
    piece,
    last,
    piece,
    'data: {"usage":{"a":1},"error":{}}',
    piece,
  )
  const given: string[] = []
  for (const event of eventsThatMatter(text, chatReader.signs, () => seen >= 2)) {
    given.push(event)
    seen++
  }
  expect(given).toEqual([': ping', piece, last, 'data: {"usage":{"a":1},"error":{}}'])
})

it('gives every event where there are no signs', () => {
  const all = [piece, last, piece]
  expect([...eventsThatMatter(events(...all), undefined, () => true)]).toEqual(all)
})
