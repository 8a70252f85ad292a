import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packTree } from '../../../../src/engine/compressors/listing/pack-tree.ts'
import {
  DRAWINGS,
  drawTree,
  type TreeNode,
} from '../../../../src/engine/compressors/listing/tree/drawing.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody } from '../log/generate-logs.ts'

const context = { query: '', targetTokens: 0, countTokens: () => 0, signal: undefined }
const pack = (text: string): string | undefined =>
  packTree.pack({ text, content: { kind: 'listing', confidence: 90 }, folded: false }, context)
const rowsOf = (text: string): readonly string[] =>
  parsePacked(pack(text) ?? '')?.body.split('\n') ?? []

const anyName = fc.oneof(
  { arbitrary: fc.constantFrom('a.ts', 'b.ts', 'c.test.ts', 'README', 'x.d.ts', 'src'), weight: 6 },
  fc.constantFrom(
    'with blank.ts',
    'a/',
    '/',
    '=x',
    '*',
    '"q"',
    '|x',
    '├── x',
    'x -> ../y',
    '[4.0K]  z',
    'a\r',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).map((name) => name.replace(/\n/g, '_')),
)

/** Names in any depth, each at most one deeper than the one before. */
const anyNodes: fc.Arbitrary<readonly TreeNode[]> = fc
  .tuple(anyName, fc.array(fc.tuple(anyName, fc.nat({ max: 3 })), { minLength: 1, maxLength: 30 }))
  .map(([root, steps]) => {
    const nodes: TreeNode[] = [{ depth: 0, name: root }]
    for (const [name, back] of steps) {
      const above = nodes.at(-1)?.depth ?? 0
      nodes.push({ depth: Math.max(1, above + 1 - back), name })
    }
    return nodes
  })

const anyTree = fc
  .tuple(
    anyNodes,
    fc.constantFrom(...DRAWINGS),
    fc.boolean(),
    fc.constantFrom('', '\n\n3 directories, 9 files'),
  )
  .map(
    ([nodes, drawing, ends, closing]) =>
      drawTree(nodes, drawing).join('\n') + closing + (ends ? '\n' : ''),
  )

describe('laws', () => {
  it('unpacking gives back every byte, and packing that prints the same again', () => {
    let proved = 0
    fc.assert(
      fc.property(anyTree, (text) => {
        const packed = pack(text)
        const unpacked = packed === undefined ? undefined : packTree.unpack(packed)
        if (packed === undefined || unpacked === undefined) return
        proved++
        expect(unpacked).toBe(text)
        expect(packTree.preserves(text, packed)).toBe('bytes')
        expect(pack(unpacked)).toBe(packed)
      }),
      { numRuns: 300 },
    )
    expect(proved).toBeGreaterThan(240)
  })

  it('unpacking whatever claims to be ours never throws, and never gives what the checksum denies', () => {
    const legend = parsePacked(pack('src\n├── a.ts\n└── b.ts\n') ?? '')?.legend ?? ''
    const anyBody = fc.oneof(
      anyHostileBody,
      fc.constantFrom('a/ *', ' "x', '   a', `${' '.repeat(200)}x`),
    )
    fc.assert(
      fc.property(anyBody, (body) => {
        const forged = printPacked({ form: 'tree', check: '01234567', legend, body })
        const text = packTree.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
      { numRuns: 300 },
    )
  })
})

describe('form', () => {
  it('rows hold what stands side by side', () => {
    const nodes = [
      [0, 'src'],
      [1, 'door.ts'],
      [1, 'engine.ts'],
      [1, 'text'],
      [2, 'README'],
      [2, 'lines.ts'],
      [2, 'phrases'],
      [3, 'edges.ts'],
      [1, 'world.ts'],
    ].map(([depth, name]) => ({ depth: Number(depth), name: String(name) }))
    for (const drawing of DRAWINGS) {
      const text = `${drawTree(nodes, drawing).join('\n')}\n\n2 directories, 7 files\n`
      expect(rowsOf(text)).toEqual([
        'src/ door engine',
        ' text/ =README lines',
        '  phrases/ edges',
        ' world',
        '|',
        '|2 directories, 7 files',
        '',
      ])
    }
  })

  it('leaves alone what it could not draw again', () => {
    expect(pack('src\n├── a.ts\n│           ├── b.ts\n└── c.ts\n')).toBeUndefined()
    expect(pack('no tree at all\n')).toBeUndefined()
  })
})
