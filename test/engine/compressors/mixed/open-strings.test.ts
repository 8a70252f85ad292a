import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openStrings } from '../../../../src/engine/compressors/mixed/open-strings.ts'
import { printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody, anyLog } from '../log/generate-logs.ts'
import { packWith, unpackContext } from './whole-pipeline.ts'

const pack = (text: string): string | undefined => packWith(openStrings, text)

const lines = (count: number): string =>
  Array.from(
    { length: count },
    (_, n) =>
      `2026-03-01 10:00:${String(n % 60).padStart(2, '0')} INFO request ${n * 37} took "${n % 7}" ms\n`,
  ).join('')

/** As Python's json.dumps writes it. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

describe('laws', () => {
  const anyText = fc.oneof(
    anyLog,
    fc.constantFrom(lines(40), 'é ü 😀\n'.repeat(60), '«1»', '{"a":1}'),
  )
  const anyValue = fc.record({
    exit: fc.integer(),
    out: anyText,
    list: fc.array(anyText, { maxLength: 4 }),
  })

  it('unpacking gives back every byte, in the spelling it came in', () => {
    const anyPrinter = fc.constantFrom(
      (value: unknown) => JSON.stringify(value),
      (value: unknown) => JSON.stringify(value, undefined, 2),
      asciiJson,
    )
    fc.assert(
      fc.property(anyValue, anyPrinter, (value, print) => {
        const text = print(value)
        const packed = pack(text)
        if (packed === undefined) return
        expect(openStrings.unpack(packed, unpackContext)).toBe(text)
        expect(openStrings.preserves(text, packed, unpackContext)).toBe('bytes')
        expect(openStrings.preserves(`${text} `, packed, unpackContext)).toBeUndefined()
      }),
      { numRuns: 80 },
    )
  })

  it('unpacking whatever claims to be ours never throws', () => {
    const legend =
      '2 lines of JSON; then its long strings as the text they hold, each below its «number»'
    const anyBody = fc.tuple(
      fc.constantFrom('["«1»"]\n', '["«2»", "«1»"]\n', '["«", 1]\n', ''),
      anyHostileBody,
      fc.constantFrom('\n«1» 1 line:\nx', '\n«1» 9 lines, packed:\nx', '\n«2» 1 line:\n', ''),
    )
    fc.assert(
      fc.property(anyBody, (pieces) => {
        const forged = printPacked({
          form: 'strings',
          check: '01234567',
          legend,
          body: pieces.join(''),
        })
        expect(() => openStrings.unpack(forged, unpackContext)).not.toThrow()
      }),
    )
  })
})

describe('form', () => {
  it('shows a command’s output as text, packed by its kind', () => {
    const packed = pack(JSON.stringify({ exit: 0, stdout: lines(60), stderr: '' })) ?? ''
    expect(packed).toContain(']\n{"exit":0,"stdout":"«1»","stderr":""}\n«1» ')
    expect(packed).toMatch(/«1» \d+ lines, packed:\n\[packed log#/)
  })

  it('opens JSON within JSON', () => {
    const inner = JSON.stringify(
      Array.from({ length: 30 }, (_, id) => ({ id, name: `user ${id}` })),
    )
    const packed = pack(JSON.stringify([{ type: 'text', text: inner }])) ?? ''
    expect(packed).toMatch(
      /\[\{"type":"text","text":"«1»"\}\]\n«1» \d+ lines, packed:\n\[packed json#/,
    )
  })

  it('writes equal strings once', () => {
    const text = JSON.stringify({ one: lines(30), two: lines(30) })
    const packed = pack(text) ?? ''
    expect(packed).toContain('{"one":"«1»","two":"«1»"}')
    expect(openStrings.unpack(packed, unpackContext)).toBe(text)
  })

  it('leaves documents without long strings, with our own marks, or spelt in no regular way', () => {
    expect(pack(JSON.stringify({ a: 'short\n"words"' }))).toBeUndefined()
    expect(pack(JSON.stringify({ a: `«1»${lines(30)}` }))).toBeUndefined()
    expect(
      pack(
        JSON.stringify({ a: lines(30) })
          .replaceAll('/', '\\/')
          .replaceAll('10:', '\\u0031\\u0030:'),
      ),
    ).toBeUndefined()
  })
})
