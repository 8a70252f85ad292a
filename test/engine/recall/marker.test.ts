import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fold, Omission } from '../../../src/engine/contracts/compressor.ts'
import {
  applyFold,
  findRefs,
  parseMarker,
  parseShortened,
  printFolded,
  printMarker,
  printShortened,
  type Shortened,
} from '../../../src/engine/recall/marker.ts'
import { refOf, refsOf } from '../../../src/engine/recall/ref.ts'
import { parseGap } from '../../../src/engine/text/gap-line.ts'
import { lineSpans } from '../../../src/engine/text/lines.ts'
import { sha256 } from '../../../src/engine/text/sha256.ts'

const ref = refOf('original')
const rows: Shortened = { ref, shows: { unit: 'rows', shown: 40, total: 200 } }

const anyMarker: fc.Arbitrary<Shortened> = fc.record({
  ref: fc.string().chain((text) => fc.constantFrom(...refsOf(sha256(text)))),
  shows: fc.oneof(
    fc.record({
      unit: fc.constantFrom('lines' as const, 'rows' as const),
      shown: fc.nat(999_999_999),
      total: fc.nat(999_999_999),
    }),
    fc.constantFrom('terminal screen', 'text of the page', 'sheet'),
  ),
})

it('pins the bytes of a marker, which stand in saved conversations', () => {
  expect(printMarker(rows)).toBe(
    `[40 of 200 rows shown, nothing lost: headroom_retrieve(ref="${ref}") gives all, or lines, rows, keys, search]`,
  )
  expect(printMarker({ ref, shows: 'terminal screen' })).toBe(
    `[view: terminal screen, nothing lost: headroom_retrieve(ref="${ref}") gives all, or lines, rows, keys, search]`,
  )
})

it('law: a marked text is read as it was printed, and its ref is found', () => {
  fc.assert(
    fc.property(anyMarker, fc.string({ unit: 'binary' }), (marker, body) => {
      const text = printShortened({ marker, body })
      expect(parseShortened(text)).toEqual({ marker, body })
      expect(findRefs(text)).toEqual([marker.ref])
      expect(findRefs(`before\n${text}\nafter`)).toEqual([marker.ref])
    }),
  )
})

it('law: any change to a marker line makes it plain text or another marker', () => {
  const line = printMarker(rows)
  fc.assert(
    fc.property(fc.nat(line.length - 1), fc.string({ maxLength: 2 }), (at, put) => {
      const changed = line.slice(0, at) + put + line.slice(at + 1)
      const parsed = parseMarker(changed)
      if (parsed !== undefined) expect(printMarker(parsed)).toBe(changed)
    }),
    { numRuns: 2000 },
  )
})

const marker = printMarker(rows)

it.each([
  ['quoted', `> ${marker}`],
  ['indented', ` ${marker}`],
  ['quoted in a string', JSON.stringify(`> ${marker}\n`)],
  ['in a sentence of a string', JSON.stringify(`See ${marker} for more`)],
  ['whose quotes alone are escaped', marker.replaceAll('"', '\\"')],
  ['in a sentence', `See ${marker} for more`],
  ['with more behind it', `${marker} `],
  ['before a carriage return', `${marker}\r\n`],
  ['with a wrong checksum', marker.replace(ref, `${ref.slice(0, -1)}${ref.endsWith('0') ? 1 : 0}`)],
  ['without a ref', marker.replace(ref, '')],
  ['with leading zeros', marker.replace('40', '040')],
  ['with a label that ends the line', marker.replace('40 of 200 rows shown', 'view: a] b')],
  ['of another house', '<<ccr:deadbeefdead,string,2.3KB>>'],
  ['of another house', '[250 items compressed to 10. Retrieve more: hash=deadbeefdeadbeef]'],
  ['just behind what is looked at', `x${printMarker({ ref, shows: 'a'.repeat(74) })}`],
  ['behind a line as long as can be', `${'x'.repeat(1000)}${marker}`],
])('a marker %s is plain text', (_, text) => {
  expect(findRefs(text)).toEqual([])
  expect(parseShortened(`${text}\nbody`)).toBeUndefined()
})

it('finds each ref once, in order', () => {
  const other = printMarker({ ref: refOf('other'), shows: 'screen' })
  expect(findRefs(`${other}\nx\n${marker}\n${other}`)).toEqual([refOf('other'), ref])
})

it('law: a ref is found in a string of JSON, and in one within one', () => {
  fc.assert(
    fc.property(anyMarker, fc.string({ unit: 'binary' }), fc.nat(2), (shown, body, depth) => {
      const text = printShortened({ marker: shown, body })
      for (const one of [text, `before\n${text}`, `before\r\n${text}`, printMarker(shown)]) {
        let written = one
        for (let level = 0; level <= depth; level++) written = JSON.stringify({ written })
        expect(findRefs(written)).toEqual([shown.ref])
      }
    }),
  )
})

it('is not slowed by a line full of beginnings', () => {
  const hostile = ', nothing lost: headroom_retrieve(ref="'.repeat(50_000)
  expect(findRefs(hostile)).toEqual([])
  expect(findRefs(`${hostile}\n${marker}`)).toEqual([ref])
  const escaped = hostile.replaceAll('"', '\\"')
  expect(findRefs(`${escaped}${JSON.stringify(marker)}`)).toEqual([ref])
})

type Place = readonly [number, number]

const omission = ([start, end]: Place, [from, to]: Place): Omission => ({
  start,
  end,
  unit: 'lines',
  from,
  to,
  summary: '',
})

it('puts each gap on a line of its own', () => {
  expect(applyFold('a\nb\nc\n', [omission([2, 4], [2, 2])])).toBe(
    'a\n[… lines 2-2 (1) left out]\nc\n',
  )
  expect(applyFold('a\nb\nc\n', [omission([0, 4], [1, 2])])).toBe('[… lines 1-2 (2) left out]\nc\n')
  expect(applyFold('a\nb\nc\n', [omission([4, 6], [3, 3])])).toBe(
    'a\nb\n[… lines 3-3 (1) left out]',
  )
  expect(applyFold('[1, 2, 3]', [omission([4, 7], [2, 2])])).toBe(
    '[1, \n[… lines 2-2 (1) left out]\n3]',
  )
})

it('says how much a folded text shows', () => {
  const fold: Fold = { unit: 'lines', total: 3, omissions: [omission([2, 4], [2, 2])] }
  expect(printFolded('a\nb\nc\n', fold, ref)).toBe(
    `[2 of 3 lines shown, nothing lost: headroom_retrieve(ref="${ref}") gives all, or lines, rows, keys, search]\na\n[… lines 2-2 (1) left out]\nc\n`,
  )
})

it.each([
  [[omission([2, 4], [2, 2]), omission([0, 2], [1, 1])]],
  [[omission([2, 2], [2, 2])]],
  [[omission([4, 7], [3, 3])]],
])('refuses spans that overlap, are empty or leave the text', (omissions) => {
  expect(() => applyFold('a\nb\nc\n', omissions)).toThrow(RangeError)
})

it('law: kept lines and gaps tile the original, in order', () => {
  const lines = fc.array(fc.string({ maxLength: 8 }).map((line) => line.replaceAll('\n', '')))
  fc.assert(
    fc.property(lines, fc.array(fc.boolean()), (texts, hides) => {
      const original = texts.map((line) => `${line}\n`).join('')
      const spans = [...lineSpans(original)]
      const omissions = spans.flatMap(({ start, end }, at) =>
        hides[at] === true && hides[at - 1] !== true
          ? [omission([start, end], [at + 1, at + 1])]
          : [],
      )
      const shown = [...lineSpans(applyFold(original, omissions))].map(({ start, end }) =>
        applyFold(original, omissions).slice(start, end),
      )
      const restored = shown.map((line) => {
        const gap = parseGap(line.replace(/\n$/, ''))
        const span = spans[(gap?.from ?? 0) - 1]
        return span === undefined ? line : original.slice(span.start, span.end)
      })
      expect(restored.join('')).toBe(original)
    }),
  )
})
