import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventText, fieldsOf, withData } from '../../../src/proxy/answers/event-fields.ts'
import { EventSplitter, type StreamPiece } from '../../../src/proxy/answers/event-splitter.ts'
import { cutAt, encode } from './streams.ts'

function pieces(chunks: readonly Uint8Array[], largest?: number): StreamPiece[] {
  const splitter = new EventSplitter(largest)
  return [...chunks.flatMap((chunk) => [...splitter.push(chunk)]), ...splitter.end()]
}

const said = (chunks: readonly Uint8Array[]): (string | undefined)[] =>
  pieces(chunks)
    .filter(({ isWhole }) => isWhole)
    .map(({ bytes }) => fieldsOf(eventText(bytes)).data)
    .filter((data) => data !== undefined)

const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const line = fc.constantFrom(
  'data: {"text":"é🔥漢"}',
  'data:no space',
  'data',
  'data:',
  ': a comment',
  'event: ping',
  'id: 7',
  'retry: 10',
  'unknown: x',
)
const blocks = fc.array(fc.array(fc.tuple(line, lineEnd), { maxLength: 4 }), { maxLength: 6 })

/** What the specification's own algorithm dispatches, over the whole text at once. */
function dispatched(text: string): string[] {
  const events: string[] = []
  let data: string[] = []
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const one of lines.slice(0, -1)) {
    if (one === '') {
      if (data.length > 0) events.push(data.join('\n'))
      data = []
    } else if (one === 'data') data.push('')
    else if (one.startsWith('data:')) data.push(one.slice(5).replace(/^ /, ''))
  }
  return events
}

describe('event splitter', () => {
  it('law: pieces are the stream, however it is cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat(60)), (bytes, offsets) => {
        const found = pieces(cutAt(bytes, offsets))
        expect(found.flatMap((piece) => [...piece.bytes])).toEqual([...bytes])
        let at = 0
        for (const { start, bytes: own } of found) {
          expect(start).toBe(at)
          at += own.byteLength
        }
      }),
    )
  })

  it('law: events are those of the specification, however the stream is cut', () => {
    fc.assert(
      fc.property(
        blocks,
        lineEnd,
        fc.boolean(),
        fc.array(fc.nat(300)),
        (list, blank, hasMark, offsets) => {
          const body = list
            .map((lines) => lines.map((pair) => pair.join('')).join('') + blank)
            .join('')
          const text = (hasMark ? '\uFEFF' : '') + body
          expect(said(cutAt(encode(text), offsets))).toEqual(dispatched(text))
        },
      ),
    )
  })

  it('gives an event with the byte that ends it, not one later', () => {
    for (const end of ['\n\n', '\r\r', '\r\n\r']) {
      const splitter = new EventSplitter()
      const bytes = [...encode(`data: 1${end}`)]
      const given = bytes.map((byte) => [...splitter.push(Uint8Array.of(byte))].length)
      expect(given).toEqual([...bytes.slice(1).map(() => 0), 1])
    }
  })

  it('takes the line feed after a carriage return into the same event where it is there', () => {
    expect(
      pieces([encode('data: 1\r\n\r\ndata: 2\r\n\r\n')]).map(({ bytes }) => eventText(bytes)),
    ).toEqual(['data: 1\r\n\r\n', 'data: 2\r\n\r\n'])
  })

  it('copies nothing of an event that lies in one chunk', () => {
    const chunk = encode('data: 1\n\ndata: 2\n\n')
    for (const { bytes } of pieces([chunk])) expect(bytes.buffer).toBe(chunk.buffer)
  })

  it('marks an unfinished end', () => {
    expect(pieces([encode('data: 1\n\ndata: 2\n')]).map(({ isWhole }) => isWhole)).toEqual([
      true,
      false,
    ])
  })

  it('gives up beyond the largest event, and passes on every byte', () => {
    const chunks = cutAt(
      encode(`data: 1\n\ndata: ${'x'.repeat(200)}\n\ndata: 3\n\n`),
      [50, 100, 150],
    )
    const found = pieces(chunks, 64)
    expect(found[0]?.isWhole).toBe(true)
    expect(found.slice(1).some(({ isWhole }) => isWhole)).toBe(false)
    expect(found.map(({ bytes }) => eventText(bytes)).join('')).toBe(
      chunks.map((bytes) => eventText(bytes)).join(''),
    )
  })

  it('holds an event of ten megabytes', () => {
    const text = `data: "${'é'.repeat(5 << 20)}"\n\n`
    const bytes = encode(text)
    const found = pieces(
      cutAt(
        bytes,
        Array.from({ length: 150 }, (_, at) => at * 65_537),
      ),
    )
    expect(found.length).toBe(1)
    expect(fieldsOf(eventText(found[0]?.bytes ?? new Uint8Array(0))).data?.length).toBe(
      (5 << 20) + 2,
    )
  })
})

describe('fields of an event', () => {
  it('joins lines of data, and knows name, id and retry', () => {
    expect(fieldsOf(': c\nevent: e\rid:1\r\nretry: 5\ndata: a\ndata:  b\n\n')).toEqual({
      name: 'e',
      data: 'a\n b',
      id: '1',
      retry: '5',
    })
  })

  it('writes other data in the place of the old, and nothing else', () => {
    expect(withData(': c\r\nevent: e\r\ndata: {\r\ndata: }\r\nid: 4\r\n\r\n', '[\n1]')).toBe(
      ': c\r\nevent: e\r\ndata: [\r\ndata: 1]\r\nid: 4\r\n\r\n',
    )
  })
})
