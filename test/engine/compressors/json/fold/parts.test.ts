import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askedNodes } from '../../../../../src/engine/compressors/json/fold/asked-paths.ts'
import { HashTable } from '../../../../../src/engine/compressors/json/fold/hash-table.ts'
import { hashSpan, hashTemplate } from '../../../../../src/engine/compressors/json/fold/hashes.ts'
import { RowHeap } from '../../../../../src/engine/compressors/json/fold/row-heap.ts'
import { findRowLists } from '../../../../../src/engine/compressors/json/fold/row-lists.ts'
import { markSeries } from '../../../../../src/engine/compressors/json/fold/series.ts'
import { readStamp } from '../../../../../src/engine/compressors/json/fold/stamps.ts'
import { indexJson } from '../../../../../src/engine/text/json-index.ts'

function jsonOf(document: unknown): Parameters<typeof findRowLists>[0] {
  const text = JSON.stringify(document)
  const index = indexJson(text)
  if (index === undefined) throw new Error('not JSON')
  return { text, index, isSequence: false }
}

describe('hash table', () => {
  it('law: gives each hash one number in order of appearance, and counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 2000 }), (hashes) => {
        const table = new HashTable()
        const known = new Map<number, number>()
        for (const hash of hashes) {
          const number = table.add(hash)
          expect(number).toBe(known.get(hash) ?? known.size)
          known.set(hash, number)
        }
        for (const [hash, number] of known) {
          expect(table.counts[number]).toBe(hashes.filter((one) => one === hash).length)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('templates', () => {
  const same = (one: string, other: string): boolean =>
    hashTemplate(one, 0, one.length) === hashTemplate(other, 0, other.length)

  it('mask what changes, and nothing else', () => {
    expect(same('job 17 took 3ms on node-a1', 'job 9941 took 250ms on node-zz7')).toBe(true)
    expect(same('job done', 'job lost')).toBe(false)
    expect(same('found 0 errors', 'found 3 errors')).toBe(false)
    expect(same('a-b', 'a_b')).toBe(false)
  })

  it('hash of a span depends on that span alone', () => {
    const text = `${'x'.repeat(50) + 'needle'.repeat(60)}y`
    const cut = text.slice(50, 410)
    expect(hashSpan(text, 50, 410)).toBe(hashSpan(cut, 0, cut.length))
    expect(hashSpan(text, 50, 410)).not.toBe(hashSpan(text, 51, 411))
  })
})

describe('stamps', () => {
  it('law: any moment, with and without its fraction', () => {
    const moments = fc.integer({ min: 0, max: 4_000_000_000 })
    fc.assert(
      fc.property(moments, (seconds) => {
        const stamp = new Date(seconds * 1000).toISOString()
        expect(readStamp(stamp, 0, stamp.length)).toBe(seconds)
        expect(readStamp(stamp, 0, 19)).toBe(seconds)
        expect(readStamp(`x${stamp.slice(0, 10)}`, 1, 11)).toBe(seconds - (seconds % 86_400))
      }),
    )
  })

  it.each(['2024-13-01', '2024/01/01', 'hello world!', '2024-01-01x', '20240101', ''])(
    'is no number for %s',
    (text) => {
      expect(readStamp(text, 0, text.length)).toBeNaN()
    },
  )
})

describe('series', () => {
  const marked = (numbers: readonly number[]): number[] =>
    [...markSeries(Float64Array.from(numbers)).bits].flatMap((bits, cell) =>
      bits > 0 ? [cell] : [],
    )
  const noise = Array.from({ length: 200 }, (_, cell) => 50 + ((cell * 7919) % 31))

  it('marks nothing in even noise', () => {
    expect(marked(noise)).toEqual([])
    expect(markSeries(Float64Array.from(noise)).greatest.length).toBeGreaterThan(0)
  })

  it('law: marks an outlier wherever it stands', () => {
    fc.assert(
      fc.property(fc.nat(199), fc.constantFrom(-4000, 900, 1e9), (at, outlier) => {
        expect(marked(noise.map((number, cell) => (cell === at ? outlier : number)))).toContain(at)
      }),
    )
  })

  it('law: marks both sides of a gap, and a step backwards', () => {
    const ids = Array.from({ length: 100 }, (_, cell) => 1000 + cell * 2)
    expect(marked(ids)).toEqual([])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 98 }), (at) => {
        expect(marked(ids.map((id, cell) => (cell < at ? id : id + 700)))).toEqual([at - 1, at])
        expect(marked(ids.map((id, cell) => (cell === at ? id - 5 : id)))).toContain(at)
      }),
    )
  })

  it('law: marks a lasting change of level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 170 }), (at) => {
        const cells = marked(noise.map((number, cell) => (cell < at ? number : number + 300)))
        expect(cells.some((cell) => Math.abs(cell - at) <= 2)).toBe(true)
        expect(cells.length).toBeLessThanOrEqual(6)
      }),
    )
  })

  it('keeps few of a skewed column', () => {
    const skewed = Array.from({ length: 600 }, (_, cell) => 2 ** (cell % 30))
    expect(marked(skewed).length).toBeLessThanOrEqual(60)
  })
})

describe('row heap', () => {
  it('law: gives rows by rank, then in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.array(fc.nat(20)), (first, later) => {
        const heap = new RowHeap()
        for (const [row, rank] of first.entries()) heap.add(row, rank)
        heap.arrange()
        for (const [row, rank] of later.entries()) heap.push(first.length + row, rank)
        const expected = [...first, ...later]
          .map((rank, row) => ({ rank, row }))
          .sort((one, other) => other.rank - one.rank || one.row - other.row)
        for (const { rank, row } of expected) {
          expect([heap.topRank(), heap.top()]).toEqual([rank, row])
          heap.pop()
        }
        expect(heap.size).toBe(0)
      }),
    )
  })
})

describe('paths in a query', () => {
  const json = jsonOf({
    name: 'lab',
    dependencies: { exceljs: { dependencies: { unzipper: { version: '0.3.0' } } } },
    time: { '4.17.1': 'then', '4.17.10': 'later' },
    paths: { '/repos/{owner}': { get: { summary: 'reads' } } },
    items: [{ id: 1 }, { id: 2, tags: ['x', 'y'] }],
  })

  it.each([
    ['What is dependencies.exceljs.dependencies.unzipper.version?', '"0.3.0"'],
    ['What is the value at time["4.17.1"]?', '"then"'],
    ['and paths["/repos/{owner}"].get.summary?', '"reads"'],
    ["and ['items'][1].tags[0]?", '"x"'],
    ['see exceljs.dependencies.unzipper', '{"version":"0.3.0"}'],
    ['time.4.17.10', '"later"'],
  ])('%s', (query, value) => {
    const found = askedNodes(json, query).map((node) =>
      json.text.slice(json.index.starts[node], json.index.ends[node]),
    )
    expect(found).toContain(value)
  })

  it('plain words and unknown paths name nothing', () => {
    expect(askedNodes(json, 'the name of items, e.g. those. nope.nope[3] ["zzz"]')).toEqual([])
  })
})

describe('lists', () => {
  const rowsOfFirst = (document: unknown): number => {
    const lists = findRowLists(jsonOf(document))
    return lists.count === 0 ? 0 : (lists.firstRows[1] ?? 0)
  }
  const many = Array.from({ length: 20 }, (_, at) => at)

  it('are long arrays and keyed maps, not records', () => {
    expect(rowsOfFirst(many.map((at) => ({ at, note: 'words words' })))).toBe(20)
    const map = many.map((at) => [`user-${at}`, { name: `n${at}`, mail: 'a@b.c' }])
    expect(rowsOfFirst(Object.fromEntries(map))).toBe(20)
    const stamps = many.map((at) => [`1.0.${at}`, `2024-01-${10 + at}T00:00:00Z`])
    expect(rowsOfFirst(Object.fromEntries(stamps))).toBe(20)
    const record = many.map((at) => [
      `field_${'abcdefghijklmnopqrst'[at]}`,
      ['red', 7, null, 'long text'][at % 4],
    ])
    expect(rowsOfFirst(Object.fromEntries(record))).toBe(0)
    const unlike = {
      a: { x: 'one'.repeat(30) },
      b: { y: 2 },
      c: { z: 3, u: 4 },
      d: { v: [] },
      e: { w: 1, q: 1 },
    }
    expect(rowsOfFirst({ ...unlike, f: { k: 'x'.repeat(200), l: 1, m: 2, n: 3 } })).toBe(0)
  })

  it('law: every row knows its list, and every node its row', () => {
    const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.array(tie('node'), { maxLength: 8 }),
        fc.dictionary(fc.string(), tie('node')),
      ),
    })).node
    fc.assert(
      fc.property(fc.array(tree, { minLength: 6 }), (document) => {
        const json = jsonOf([document, 'x'.repeat(300), 1, 2])
        const { count, nodes, firstRows, rowNodes, rowLists, rowOfNode } = findRowLists(json)
        for (let list = 0; list < count; list++) {
          let child = (nodes[list] ?? 0) + 1
          for (let row = firstRows[list] ?? 0; row < (firstRows[list + 1] ?? 0); row++) {
            expect([rowNodes[row], rowLists[row], rowOfNode[child]]).toEqual([child, list, row])
            child = json.index.nexts[child] ?? 0
          }
          expect(child).toBe(json.index.nexts[nodes[list] ?? 0])
        }
      }),
      { numRuns: 40 },
    )
  })
})
