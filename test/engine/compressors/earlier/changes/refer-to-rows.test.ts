import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { referToRows } from '../../../../../src/engine/compressors/earlier/changes/refer-to-rows.ts'
import { checksum } from '../../../../../src/engine/text/checksum.ts'
import { above, contextWith } from '../above.ts'
import { anyTwoAnswers } from '../rows.ts'

const JSON_TEXT = { kind: 'json', confidence: 100 } as const

function packBelow(text: string, ...shown: readonly string[]): string | undefined {
  const passage = { text, content: JSON_TEXT, folded: false }
  return referToRows.pack(passage, contextWith(above(...shown)))
}

function unpackBelow(packed: string, ...shown: readonly string[]): string | undefined {
  return referToRows.unpack(packed, { earlier: above(...shown), unpack: () => undefined })
}

interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string }
  readonly status: { readonly phase: string; readonly restarts: number }
}

const pod = (at: number, status: Partial<Pod['status']> = {}): Pod => ({
  metadata: { name: `api-${at}`, uid: `${at * 7919}-4c1b-11ee` },
  status: { phase: 'Running', restarts: 0, ...status },
})

const pods = (list: readonly Pod[], version = '1', indent = 2): string =>
  JSON.stringify({ version, items: list }, null, indent)

const ten = Array.from({ length: 10 }, (_, at) => pod(at))
/** As `referToRows` writes a text, without its header. */
const bodyOf = (packed: string | undefined): string => packed?.slice(packed.indexOf('\n') + 1) ?? ''

describe('an answer in JSON that stands above already', () => {
  it('names the rows, and says which values changed', () => {
    const now = pods(
      [...ten.slice(0, 3), pod(3, { restarts: 4 }), ...ten.slice(5), pod(77, { phase: 'Pending' })],
      '2',
    )
    const packed = packBelow(now, pods(ten))
    expect(bodyOf(packed)).toBe(
      [
        '[A: read_file {"path":"file-1.ts"}, 1 tool result above]',
        '[A again, with {"version":"2"}]',
        '[rows 1-4, 6-10 of items in A; gone: "api-4"]',
        '[the next 12 lines are new rows]',
        ...JSON.stringify([pod(77, { phase: 'Pending' })], null, 2).split('\n'),
        '[values that changed in these rows, empty for those that did not:]',
        'metadata.name,status.restarts',
        '"api-3",4',
      ].join('\n'),
    )
    expect(unpackBelow(packed ?? '', pods(ten))).toBe(now)
  })

  it('says what changed where there are no rows', () => {
    const state = (shards: number): string =>
      JSON.stringify({ name: 'cluster '.repeat(20), health: { status: 'green', shards } })
    const packed = packBelow(state(12), state(3), 'between')
    expect(bodyOf(packed)).toBe(
      '[A: read_file {"path":"file-1.ts"}, 2 tool results above]\n[A again, with {"health.shards":12}]',
    )
    expect(unpackBelow(packed ?? '', state(3), 'between')).toBe(state(12))
  })

  it('tells rows without a value of their own by their number', () => {
    const points = (last: number): string =>
      JSON.stringify(
        Array.from({ length: 30 }, (_, at) => ({
          kind: 'point',
          of: at % 3,
          x: at === 29 ? last : 5,
        })),
      )
    const packed = packBelow(points(6), points(5))
    expect(packed).toBeDefined()
    expect(unpackBelow(packed ?? '', points(5))).toBe(points(6))
  })

  it.each([
    ['nothing stands above', pods(ten), []],
    ['another kind of text stands above', pods(ten), ['a\nb\nc', '{"other":[1,2]}']],
    ['no row stands above', pods(ten.map((_, at) => pod(at + 50))), [pods(ten)]],
    ['it is no JSON', `${pods(ten)} and more`, [pods(ten)]],
  ])('says nothing where %s', (_, now, shown) => {
    expect(packBelow(now, ...shown)).toBeUndefined()
  })

  it('does not take one layout for another', () => {
    const packed = packBelow(pods(ten, '1', 4), pods(ten, '1', 0)) ?? ''
    expect(unpackBelow(packed, pods(ten, '1', 0))).toBeUndefined()
  })

  it('any answer comes back, byte for byte', () => {
    let referring = 0
    fc.assert(
      fc.property(anyTwoAnswers, ([before, now]) => {
        const packed = packBelow(now, before)
        if (packed === undefined) return
        referring++
        expect(unpackBelow(packed, before)).toBe(now)
      }),
      { numRuns: 200 },
    )
    expect(referring).toBeGreaterThan(150)
  })

  it('is refused where the text above is another, or a line makes no sense', () => {
    const packed = packBelow(pods([...ten.slice(1), pod(4, { restarts: 1 })]), pods(ten)) ?? ''
    expect(unpackBelow(packed, pods(ten.slice(2)))).toBeUndefined()
    const [head = '', ...lines] = packed.split('\n')
    for (const at of lines.keys()) {
      for (const line of [
        '',
        '[rows 3-2 of items in A]',
        '[rows 1-99 of A]',
        '[the next 9 lines are new rows]',
        '"',
        '[A again, with {]',
      ]) {
        const spoilt = [head, ...lines.with(at, line)].join('\n')
        expect(unpackBelow(spoilt, pods(ten))).toBeUndefined()
      }
    }
    const header = `[packed changed#${checksum('')} x]`
    expect(
      unpackBelow(`${header}\n[A: x, 1 tool result above]\n[A again]`, pods(ten)),
    ).toBeUndefined()
  })

  it('a list a hundred times as long takes about a hundred times as many steps', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => pod(at))
    const now = pods(
      many.map((one, at) => (at % 2 === 0 ? one : pod(at, { restarts: at }))),
      '1',
      0,
    )
    const packed = packBelow(now, pods(many, '1', 0))
    expect(unpackBelow(packed ?? '', pods(many, '1', 0))).toBe(now)
  })
})
