import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  eventsOf,
  type StreamEvent,
} from '../../../../src/runtime-node/mcp/gateway/event-stream.ts'
import { JsonSpans, splice } from '../../../../src/runtime-node/mcp/gateway/json-spans.ts'
import { LineSplitter } from '../../../../src/runtime-node/mcp/gateway/line-splitter.ts'
import { nameMatcher } from '../../../../src/runtime-node/mcp/gateway/name-matcher.ts'
import { pipeWire } from '../../../../src/runtime-node/mcp/gateway/pipe-wire.ts'

describe('spans of JSON', () => {
  it('find every value where the parser finds it', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 3), (compact, indent) => {
        const value: unknown = JSON.parse(compact)
        const text = ` ${JSON.stringify(value, undefined, indent)}\n`
        const spans = new JsonSpans(text)
        const check = (here: unknown, path: readonly string[]): void => {
          const { from = 0, to = 0 } = spans.at(path) ?? {}
          expect(JSON.parse(text.slice(from, to))).toEqual(here)
          if (typeof here !== 'object' || here === null) return
          for (const [key, member] of Object.entries(here)) check(member, [...path, key])
        }
        check(value, [])
      }),
    )
  })

  it('find long strings at any depth', () => {
    const long = 'a "quoted" \\ word '.repeat(200)
    const text = JSON.stringify({ a: [{ b: long, c: long }], d: long })
    const spans = new JsonSpans(text)
    for (const path of [['a', 0, 'c'], ['d'], ['a', 0, 'b']]) {
      const { from = 0, to = 0 } = spans.at(path) ?? {}
      expect(JSON.parse(text.slice(from, to))).toBe(long)
    }
  })

  it('copy all around an edit', () => {
    const text = '{"a\\"]":[1.0,"x\\\\", {"b" : "\\u007d" , "b":2}],"c":1e400}'
    const spans = new JsonSpans(text)
    const { from = 0, to = 0 } = spans.at(['a"]', 2, 'b']) ?? {}
    expect(splice(text, [{ from, to, text: '"z"' }])).toBe(
      '{"a\\"]":[1.0,"x\\\\", {"b" : "\\u007d" , "b":"z"}],"c":1e400}',
    )
    expect(spans.at(['c', 'd'])).toBeUndefined()
    expect(spans.at(['a"]', 3])).toBeUndefined()
  })
})

describe('lines of a pipe', () => {
  it('are whole however they come, and what is too long comes in pieces', () => {
    const part = fc.oneof(fc.constant('\n'), fc.string({ maxLength: 12 }))
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const all = Buffer.from(parts.join(''))
        const splitter = new LineSplitter(8)
        const frames = []
        for (let at = 0; at < all.length; at += size)
          frames.push(...splitter.push(all.subarray(at, at + size)))
        frames.push(...splitter.end())
        expect(Buffer.concat(frames.map(({ raw }) => Buffer.from(raw)))).toEqual(all)
        const whole = frames
          .filter(({ isPiece }) => isPiece === undefined)
          .map(({ raw }) => String(raw))
        const lines = String(all).split(/(?<=\n)/)
        for (const one of whole) expect(lines).toContain(one)
        for (const line of lines.filter((one) => one.endsWith('\n') && Buffer.byteLength(one) <= 8))
          expect(whole).toContain(line)
      }),
    )
  })

  it('are not broken into while one is sent in pieces', async () => {
    const to = new PassThrough()
    const wire = pipeWire(new PassThrough(), to)
    await wire.send({ raw: Buffer.from('{"long'), isPiece: true })
    await wire.send({ raw: '{"own":1}\n' })
    await wire.send({ raw: Buffer.from('":1}\n'), isPiece: true })
    expect(String(to.read())).toBe('{"long":1}\n{"own":1}\n')
  })

  it('to someone who is gone are lost, and nobody waits', async () => {
    const to = new PassThrough({ highWaterMark: 1 })
    const wire = pipeWire(new PassThrough(), to)
    const stuck = wire.send({ raw: 'x'.repeat(100) })
    to.destroy(new Error('EPIPE'))
    await stuck
    await wire.send({ raw: 'y\n' })
  })
})

describe('events of a stream', () => {
  it('are read however they are cut', async () => {
    const text =
      ': hello\nid: 7\r\ndata: a\r\ndata:b\r\n\r\nevent: ping\rdata\r\rretry:20\ndata: é {"x":1}\n\n\ndata: cut off'
    const expected = [
      { id: '7', data: 'a\nb' },
      { event: 'ping' },
      { retry: '20', data: 'é {"x":1}' },
    ]
    const bytes = Buffer.from(text)
    for (let size = 1; size <= bytes.length; size++) {
      const cut = (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      })()
      const events: StreamEvent[] = []
      for await (const event of eventsOf(cut)) events.push(event)
      expect(events).toEqual(expected)
    }
  })
})

describe('names', () => {
  it('match with stars', () => {
    const isNamed = nameMatcher(['read_*', '*_log', 'a*b*c', 'plain'])
    expect(['read_', 'read_file', 'my_log', 'abc', 'aXbYc', 'plain'].filter(isNamed)).toHaveLength(
      6,
    )
    expect(['xread_', 'log', 'ab', 'acb', 'plainer', ''].filter(isNamed)).toEqual([])
  })
})
