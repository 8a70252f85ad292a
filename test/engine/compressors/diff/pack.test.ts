import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packDiff } from '../../../../src/engine/compressors/diff/pack.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { anyHostileBody } from '../log/generate-logs.ts'
import { anyFileList, anyHistory, anyPatch } from './generate-diffs.ts'
// biome-ignore lint/performance/noNamespaceImport: every fixture is tried
import * as real from './real-diffs.ts'

const context = { query: '', targetTokens: 0, countTokens: () => 0, signal: undefined }
const pack = (text: string, folded = false): string | undefined =>
  packDiff.pack({ text, content: { kind: 'diff', confidence: 100 }, folded }, context)
const bodyOf = (text: string): string => parsePacked(pack(text) ?? '')?.body ?? ''
const legendOf = (text: string): string => parsePacked(pack(text) ?? '')?.legend ?? ''

describe('laws', () => {
  it.each([
    ['patches', anyPatch],
    ['histories', anyHistory],
    ['lists of files', anyFileList],
  ])('unpacking %s gives back every byte', (_, anyText) => {
    let packings = 0
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, folded) => {
        const packed = pack(text, folded)
        if (packed === undefined) return
        packings++
        expect(packDiff.unpack(packed)).toBe(text)
        expect(packDiff.preserves(text, packed)).toBe('bytes')
        expect(packed.length).toBeLessThan(text.length)
      }),
      { numRuns: 300 },
    )
    expect(packings).toBeGreaterThan(20)
  })

  it('unpacking whatever claims to be ours never throws', () => {
    const anyBody = fc.oneof(anyHostileBody, anyPatch, anyHistory, anyFileList)
    fc.assert(
      fc.property(anyBody, (body) => {
        const forged = printPacked({ form: 'diff', check: '01234567', legend: 'diff: x', body })
        const text = packDiff.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
    )
  })

  it('a patch for another text proves nothing', () => {
    const packed = pack(real.gitShow) ?? ''
    expect(packDiff.preserves(`${real.gitShow} `, packed)).toBeUndefined()
    expect(packDiff.unpack(packed.replace('+delta', '+other'))).toBeUndefined()
  })
})

describe('real outputs', () => {
  it.each(Object.entries(real))(
    '%s comes back as it was, also with CRLF and cut off',
    (_, text) => {
      for (const variant of [
        text,
        text.replace(/\r?\n/g, '\r\n'),
        text.slice(0, -1),
        `\ufeff${text}`,
      ]) {
        for (let cut = variant.length; cut > 0; cut -= 97) {
          const part = variant.slice(0, cut)
          const packed = pack(part)
          if (packed !== undefined) expect(packDiff.unpack(packed)).toBe(part)
        }
      }
    },
  )

  it('heads of files of every sort are one line each', () => {
    const heads = bodyOf(real.gitShow)
      .split('\n')
      .filter((line) => line.startsWith('== ') || line.startsWith('|'))
    expect(heads).toEqual([
      '== crlf.txt bcef7a2..a8bbafc',
      '== docs/notes.txt b9e9ab4..4f5bfe4',
      '== empty new ..e69de29 empty',
      '== gone.txt deleted 2273189..',
      '== lib/old-name.txt => lib/new-name.txt 94% f1b73b6..72fd3b4',
      '== pic.bin new ..8526bc7 binary',
      '== run.sh mode 100644 100755',
      '== src/added.js new ..f7c11d9',
      '== src/queue.js 8c736f9..77c6849',
      '== "\\303\\244.txt" new ..b39b3b6',
    ])
  })

  it('hunks tell their first line in the new file, and keep every changed line', () => {
    const body = bodyOf(real.gitShow)
    expect(body).toContain('\n@@ 23 class Queue {\n')
    expect(body).toContain("\n-      throw new Error('queue is full')\n")
    expect(body).toContain('\n+    const dropped = this.items\n')
    expect(body).toContain('\\ No newline at end of file\n')
  })

  it('long runs of added lines stand without their signs', () => {
    const body = bodyOf(real.gitShow)
    expect(body).toContain('\n@@ 1\n[24 lines added]\nexports.value1 = 1\n')
    expect(body).toContain('\nexports.value24 = 576\n== src/queue.js')
    expect(legendOf(real.gitShow)).toContain('[n lines added]')
  })

  it('commits say author and date in one line, the next one on that day only the time', () => {
    const body = bodyOf(real.gitLog)
    expect(body).toMatch(
      /^commit [0-9a-f]{40} by A=Ada Example <ada@example\.test> at Fri Mar 1 11:40:02 2024 \+0100\nQueue: clear/,
    )
    expect(body).toMatch(/\ncommit [0-9a-f]{40} by A at 09:11:27\nBegin\n\nA queue with a bound/)
  })

  it('says once that all lines end with CRLF', () => {
    const text = real.gitLog.replace(/\n/g, '\r\n')
    expect(legendOf(text)).toContain('lines end with CRLF')
    expect(bodyOf(text)).toBe(bodyOf(real.gitLog))
    const mixed = `${text}\n${real.gitShow}`
    expect(legendOf(mixed)).not.toContain('CRLF')
    expect(packDiff.unpack(pack(mixed) ?? '')).toBe(mixed)
  })

  it('empty lines stand for blank context, unless the tool leaves out their space itself', () => {
    expect(legendOf(real.gitShow)).toContain('empty line: blank context')
    expect(legendOf(real.gitDiffSuppressed)).not.toContain('empty line')
  })

  it('knows other prefixes of paths, and none', () => {
    expect(legendOf(real.gitDiffNoContext)).toContain('paths had prefixes "" and ""')
    const reversed = real.gitShow
      .replace(/ a\//g, ' c/')
      .replace(/ b\//g, ' w/')
      .replace(/"a\//g, '"c/')
      .replace(/"b\//g, '"w/')
    expect(legendOf(reversed)).toContain('paths had prefixes "c/" and "w/"')
    expect(bodyOf(reversed)).toContain('== src/queue.js 8c736f9..77c6849')
  })

  it('files of a list stand below the folder they share with their neighbours', () => {
    const stat = [
      ' README.md                |   4 +-',
      ' src/engine/detect/a.ts   |  12 ++++++------',
      ' src/engine/detect/b.ts   |   2 +-',
      ' src/engine/engine.ts     | 140 +++++++',
      ' test/picture.bin         | Bin 0 -> 40 bytes',
      ' 5 files changed, 90 insertions(+), 68 deletions(-)',
    ].join('\n')
    expect(bodyOf(`${real.gitShow}${stat}`).split('\n').slice(-8)).toEqual([
      '[5 files, columns 24 3]',
      'README.md | 4 +-',
      'src/engine/detect/',
      ' a.ts | 12 ++++++------',
      ' b.ts | 2 +-',
      'src/engine/engine.ts | 140 +++++++',
      'test/picture.bin | Bin 0 -> 40 bytes',
      ' 5 files changed, 90 insertions(+), 68 deletions(-)',
    ])
  })

  it('heads of other tools are told by the first of them', () => {
    const body = bodyOf(real.diffRecursive)
    expect(body).toMatch(
      /^diff -ru before\/crlf\.txt after\/crlf\.txt\n--- before\/crlf\.txt\t2024.*\n\+\+\+ after/,
    )
    expect(body).toContain('\n=== docs/notes.txt\n@@ 1\n alpha\n')
    expect(body).toContain('\n=== src/queue.js\n@@ 9\n')
    const later = real.diffRecursive.replaceAll('queue.js\t2024', 'queue.js\t2025')
    expect(bodyOf(later)).toContain('=== src/queue.js\t2025-03-01 10:00:00.000000000 +0000\t2025-')
  })

  it('a text that is cut off behind a blank line of context ends there again', () => {
    const cut = `${real.gitShow}@@ -90,2 +90,3 @@\n+x\n y\n `
    for (const text of [cut, `${real.gitShow}\n`, `${real.gitShow}\n\n`, `${real.gitLog}\n    `]) {
      const packed = pack(text)
      if (packed !== undefined) expect(packDiff.unpack(packed)).toBe(text)
    }
  })

  it('has nothing to do where there is no diff', () => {
    expect(pack('')).toBeUndefined()
    expect(pack('- one\n- two\n+ three\n')).toBeUndefined()
    expect(pack('commit to the plan\nand go\n')).toBeUndefined()
  })
})

describe('texts with gap lines', () => {
  const gap = '[… lines 12-14 (3) left out]'

  it('gap lines are copied, and stand for lines of context', () => {
    const hunk = `@@ -9,7 +9,7 @@ class Queue {\n \n${gap}\n-a\n+b\n c\n d\n`
    const text = `${'== odd\n'.repeat(1)}${real.gitShow}${hunk}${gap}\n${real.gitShow}`
    const packed = pack(text, true) ?? ''
    expect(packDiff.unpack(packed)).toBe(text)
    expect(packed.split(gap).length).toBe(3)
    expect(packed.split('\n').filter((line) => line === gap)).toHaveLength(2)
  })

  it('every commit then says its whole date', () => {
    expect(pack(`${real.gitLog}\n${real.gitLog}`, true)).toContain(
      ' by A at Fri Mar 1 09:11:27 2024 +0100\n',
    )
  })
})
