import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packWithinNumbers } from '../../../../src/engine/compressors/any/pack-within-numbers.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody } from '../log/generate-logs.ts'
import { packWith, unpackContext } from '../mixed/whole-pipeline.ts'

const pack = (text: string, folded = false): string | undefined =>
  packWith(packWithinNumbers, text, folded)
const unpack = (packed: string): string | undefined =>
  packWithinNumbers.unpack(packed, unpackContext)

/** As Claude's Read tool, `cat -n` and other tools print them. */
const styles: Readonly<Record<string, (number: number) => string>> = {
  arrow: (number) => `${String(number).padStart(6)}→`,
  'cat -n': (number) => `${String(number).padStart(6)}\t`,
  bare: (number) => `${number}: `,
  zeros: (number) => `${String(number).padStart(5, '0')}| `,
}
const numbered = (lines: readonly string[], style: (number: number) => string, first = 1): string =>
  lines.map((line, at) => style(at + first) + line).join('\n')

const stamp = (n: number): string =>
  `2026-03-04T10:${10 + (n % 50)}:${10 + ((n * 7) % 50)}.${100 + n}Z`
const log = Array.from(
  { length: 60 },
  (_, n) =>
    `${stamp(n)} INFO [worker-${n % 5}] request ${n * 37} handled status=200 took=${n * 13}ms`,
)
const json = JSON.stringify(
  Array.from({ length: 40 }, (_, id) => ({ id, name: `user-${id}`, isActive: id % 3 === 0 })),
  null,
  2,
).split('\n')
const code = Array.from(
  { length: 80 },
  (_, n) => `export function part${n}(value: number): number {\n  return value * ${n}\n}`,
).flatMap((text) => text.split('\n'))

describe('laws', () => {
  const anyLines = fc.constantFrom(log, json, [...log, 'Traceback: x', '']).chain((lines) =>
    fc
      .record({
        at: fc.nat({ max: lines.length - 1 }),
        line: fc.constantFrom(
          '',
          '    12→x',
          '     3\ty',
          '[packed log#01234567]',
          '\r',
          '\ufeffx',
        ),
        isChanged: fc.boolean(),
        ending: fc.constantFrom('', '\r'),
      })
      .map(({ at, line, isChanged, ending }) =>
        (isChanged ? lines.with(at, line) : lines).map((text) => text + ending),
      ),
  )
  const anyFile = fc
    .record({
      lines: anyLines,
      style: fc.constantFrom(...Object.values(styles)),
      first: fc.constantFrom(1, 7, 96, 99_980),
      above: fc.constantFrom('', 'Here is the file:\n', '\n'),
      below: fc.constantFrom('', '\n', '\n\n<note>The file may change.</note>\n', '\n     1→x'),
    })
    .map(({ lines, style, first, above, below }) => above + numbered(lines, style, first) + below)

  it('unpacking gives back every byte, and packing that prints the same again', () => {
    let packings = 0
    fc.assert(
      fc.property(anyFile, (text) => {
        const packed = pack(text)
        if (packed === undefined) return
        packings++
        expect(unpack(packed)).toBe(text)
        expect(packWithinNumbers.preserves(text, packed, unpackContext)).toBe('bytes')
        expect(pack(unpack(packed) ?? '')).toBe(packed)
      }),
      { numRuns: 100 },
    )
    expect(packings).toBeGreaterThan(30)
  })

  it('unpacking whatever claims to be ours never throws, nor gives what the checksum denies', () => {
    const legend = parsePacked(pack(numbered(log, (n) => `${n}: `)) ?? '')?.legend ?? ''
    expect(legend).not.toBe('')
    const huge = legend.replace('lines 1-60', 'lines 1-99999999')
    const none = legend.replace(/in lines \d+-/, 'in lines 0-')
    fc.assert(
      fc.property(anyHostileBody, fc.constantFrom(legend, huge, none, 'x'), (body, words) => {
        const forged = printPacked({ form: 'within', check: '01234567', legend: words, body })
        const text = unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
      { numRuns: 200 },
    )
  })
})

describe('form', () => {
  it.each(Object.entries(styles))('packs a log behind %s numbers by its kind', (_, style) => {
    const packed = pack(numbered(log, style)) ?? ''
    expect(packed).toContain('lines 1-60 of a file, each numbered as in')
    expect(packed.split('\n')[1]).toMatch(/^\[packed log#/)
    expect(packed.length).toBeLessThan(log.join('\n').length / 2)
  })

  it('packs JSON behind numbers as JSON', () => {
    expect((pack(numbered(json, (n) => `${n}\t`)) ?? '').split('\n')[1]).toMatch(/^\[packed json#/)
  })

  it('leaves what stands above and below as it is', () => {
    const text = `/srv/app.log\n${numbered(log, (n) => `${n}: `, 201)}\n\n<note>more</note>\n`
    const body = parsePacked(pack(text) ?? '')?.body ?? ''
    expect(body.split('\n')[0]).toBe('/srv/app.log')
    expect(body.endsWith('\n\n<note>more</note>\n')).toBe(true)
    expect(unpack(pack(text) ?? '')).toBe(text)
  })
})

describe('stays away from', () => {
  it('source, which may be edited by its lines', () => {
    expect(pack(numbered(code, (n) => `${String(n).padStart(6)}→`))).toBeUndefined()
  })

  it('numbers that do not go up by one', () => {
    expect(pack(log.map((line, at) => `${at * 2}: ${line}`).join('\n'))).toBeUndefined()
  })

  it('folded texts, whose gap lines must stand', () => {
    expect(
      pack(
        numbered(log, (n) => `${n}: `),
        true,
      ),
    ).toBeUndefined()
  })
})
