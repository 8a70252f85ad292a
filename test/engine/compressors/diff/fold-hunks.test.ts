import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldHunks } from '../../../../src/engine/compressors/diff/fold-hunks.ts'
import { packDiff } from '../../../../src/engine/compressors/diff/pack.ts'
import { packBlame } from '../../../../src/engine/compressors/diff/pack-blame.ts'
import { applyFold } from '../../../../src/engine/recall/marker.ts'
import { parseGap } from '../../../../src/engine/text/gap-line.ts'
import { anyHistory, anyPatch } from './generate-diffs.ts'
import { gitBlame, gitShow } from './real-diffs.ts'

const context = (query: string, targetTokens: number) => ({
  query,
  targetTokens,
  countTokens: (text: string) => Math.ceil(text.length / 4),
  signal: undefined,
})
const content = { kind: 'diff', confidence: 100 } as const
const fold = (text: string, query = '', target = 200): string => {
  const found = foldHunks.fold({ text, content, folded: false }, context(query, target))
  return found === undefined ? text : applyFold(text, found.omissions)
}

const file = (path: string, hunks: string): string =>
  `diff --git a/${path} b/${path}\nindex 1a2b3c4..5d6e7f8 100644\n--- a/${path}\n+++ b/${path}\n${hunks}`
const context3 = (from: number): string =>
  [0, 1, 2]
    .map((n) => ` the unchanged line ${from + n} of a longer text, which says little\n`)
    .join('')
const change = (at: number, changed: string): string => {
  const added = changed.split('\n').filter((line) => line.startsWith('+')).length
  const removed = changed.split('\n').filter((line) => line.startsWith('-')).length
  return `@@ -${at},${6 + removed} +${at},${6 + added} @@ function f${at}\n${context3(at)}${changed}${context3(at + 3)}`
}
const lock = (lines: number): string =>
  `@@ -1,0 +1,${lines} @@\n${Array.from({ length: lines }, (_, n) => `+    "integrity": "sha512-${n}"\n`).join('')}`

describe('laws', () => {
  it.each([
    ['patches', anyPatch],
    ['histories', anyHistory],
  ])('of %s it leaves out whole lines, in order, and counts them exactly', (_, anyText) => {
    let folds = 0
    fc.assert(
      fc.property(
        anyText,
        fc.nat({ max: 300 }),
        fc.constantFrom('', 'return value'),
        (text, target, query) => {
          const found = foldHunks.fold({ text, content, folded: false }, context(query, target))
          if (found === undefined) return
          folds++
          const lines = text.split('\n')
          let end = 0
          for (const omission of found.omissions) {
            expect(omission.start).toBeGreaterThanOrEqual(end)
            end = omission.end
            const hidden = lines.slice(omission.from - 1, omission.to).join('\n')
            expect(text.slice(omission.start, omission.end).replace(/\n$/, '')).toBe(
              hidden.replace(/\n$/, ''),
            )
            expect(omission.start === 0 || text[omission.start - 1] === '\n').toBe(true)
          }
          const folded = applyFold(text, found.omissions)
          const gaps = folded.split('\n').filter((line) => parseGap(line) !== undefined)
          expect(gaps.length).toBeGreaterThanOrEqual(found.omissions.length)
        },
      ),
      { numRuns: 200 },
    )
    expect(folds).toBeGreaterThan(20)
  })

  it('what it leaves packs and comes back', () => {
    let packings = 0
    fc.assert(
      fc.property(fc.oneof(anyPatch, anyHistory), fc.nat({ max: 200 }), (text, target) => {
        const folded = fold(text, '', target)
        const packed = packDiff.pack({ text: folded, content, folded: true }, context('', 0))
        if (packed === undefined) return
        packings++
        expect(packDiff.unpack(packed)).toBe(folded)
      }),
      { numRuns: 300 },
    )
    expect(packings).toBeGreaterThan(20)
  })
})

describe('patches', () => {
  const patch =
    file('src/a.ts', change(10, '-const a = 1\n+const a = 2\n') + change(40, '+const b = 3\n')) +
    file('package-lock.json', lock(60)) +
    file('src/c.ts', change(20, '-  if (x) {\n-    go()\n+  if (x) {\n+      go()\n'))

  it('context goes, changed lines and heads of files stay', () => {
    const folded = fold(patch)
    expect(folded).not.toContain('the unchanged line')
    for (const line of ['-const a = 1', '+const a = 2', '+const b = 3']) {
      expect(folded.split('\n')).toContain(line)
    }
    for (const path of ['src/a.ts', 'package-lock.json', 'src/c.ts']) {
      expect(folded).toContain(
        `diff --git a/${path} b/${path}\nindex 1a2b3c4..5d6e7f8 100644\n--- a/${path}\n+++ b/${path}\n`,
      )
    }
  })

  it('a gap that hides the head of a hunk says up to which line nothing changed', () => {
    expect(fold(patch, '', 175)).toContain(
      '+const a = 2\n[… lines 11-17 (7) left out: unchanged to 42]\n+const b = 3\n',
    )
  })

  it('lock files and hunks of white space go first, with exact counts', () => {
    const folded = fold(patch, '', 330)
    expect(folded).toContain('(61) left out: +60 -0 in package-lock.json]')
    expect(folded).not.toContain('go()')
    expect(folded).toContain('the unchanged line 10')
  })

  it('a file that the query names is read like a source', () => {
    expect(fold(patch, 'What changed in package-lock.json?', 900)).toContain('sha512-59')
  })

  it('a line that the query spells out stays', () => {
    const needle = patch.replace('"sha512-31"', '"sha512-abc/31x"')
    expect(fold(needle, 'where does "sha512-abc/31x" come from', 50)).toContain(
      '+    "integrity": "sha512-abc/31x"\n',
    )
  })

  it('made files are known by their path and by what they say', () => {
    const made = `@@ -1,2 +1,40 @@\n // Code generated by protoc. DO NOT EDIT.\n${'+  made.field = 1234\n'.repeat(38)} end\n`
    for (const path of ['web/dist/app.js', 'lib/x.min.js', 'api/any.go']) {
      const folded = fold(file(path, made) + patch, '', 300)
      expect(folded).toContain(`+38 -0 in ${path}]`)
    }
  })

  it('a folder that only may hold made files is read like a source', () => {
    const changes = change(10, '+const a = 2\n')
    for (const path of [
      'src/compressors/build/fold.ts',
      'out/x.ts',
      'src/lock.ts',
      'docs/min.js',
    ]) {
      expect(fold(file(path, changes) + patch, '', 300)).toContain('unchanged]\n+const a = 2\n')
    }
  })

  it('changes stay whole, unless the target is hard to meet', () => {
    const large = Array.from({ length: 60 }, (_, n) =>
      change(n * 20 + 1, `+const value${n} = compute(${n})\n`),
    ).join('')
    const text = file('src/large.ts', large)
    const all = text.length / 4
    const count = (folded: string): number =>
      folded.split('\n').filter((line) => line.startsWith('+const')).length
    expect(count(fold(text, '', Math.floor(all * 0.25)))).toBe(60)
    expect(count(fold(text, '', Math.floor(all * 0.05)))).toBeLessThan(40)
    expect(fold(text, 'value31', Math.floor(all * 0.05))).toContain('+const value31 = compute(31)')
  })

  it('leaves short texts and texts under the target alone', () => {
    expect(fold('@@ -1,2 +1,2 @@\n-a\n+b\n c\n')).toContain('-a')
    expect(fold(patch, '', 100_000)).toBe(patch)
  })
})

describe('texts of other sorts', () => {
  it('CRLF changes nothing', () => {
    const text = file(
      'src/a.ts',
      change(10, '-const a = 1\n+const a = 2\n') + change(40, '+const b = 3\n'),
    ).replace(/\n/g, '\r\n')
    expect(fold(text, '', 60)).toContain(
      '+const a = 2\r\n[… lines 11-17 (7) left out: unchanged to 42]\n+const b = 3\r\n',
    )
  })

  it('data of a binary patch goes first', () => {
    // git diff --binary
    const data = `zcmV;Z2nUkm5C8xG00000000000000000000000000000000000000000000000000\n`
    const patch = `diff --git a/p.png b/p.png\nnew file mode 100644\nindex 0000000..8526bc7\nGIT binary patch\nliteral 4000\n${data.repeat(60)}\nliteral 0\nHcmV?d00001\n\n${file('src/a.ts', change(10, '+const a = 2\n'))}`
    const folded = fold(patch, '', 400)
    expect(folded).toContain(
      'GIT binary patch\nliteral 4000\n[… lines 6-65 (60) left out: binary data]\n\nliteral 0\n',
    )
    expect(folded).toContain('the unchanged line 10')
  })
})

describe('histories', () => {
  const commit = (n: number): string =>
    `commit ${String(n).padStart(40, 'a')}\nAuthor: Ada Example <ada@example.test>\nDate:   Fri Mar 1 11:40:${String(n % 60).padStart(2, '0')} 2024 +0100\n\n    Subject number ${n}\n    \n    The reasons for it, told at some length, line one of ${n}.\n    The reasons for it, told at some length, line two of ${n}.\n    \n    Signed-off-by: Ada Example <ada@example.test>\n`
  const history = Array.from({ length: 20 }, (_, n) => commit(n)).join('\n')

  it('subjects stay, messages go', () => {
    const folded = fold(history)
    for (let n = 0; n < 20; n++) expect(folded).toContain(`    Subject number ${n}\n`)
    expect(folded).not.toContain('told at some length')
    expect(folded).toContain('left out: of the message]')
  })

  it('of a long list both ends stay, and what the query is about', () => {
    const list = Array.from(
      { length: 200 },
      (_, n) =>
        `${(0xabcdef1 + n).toString(16)} Change number ${n}${n === 90 ? ' of the scheduler' : ''}\n`,
    ).join('')
    const folded = fold(list, 'who touched the scheduler?', 200)
    for (const n of [0, 1, 90, 199]) expect(folded).toContain(`Change number ${n}`)
    expect(folded).not.toContain('Change number 120\n')
  })

  it('a folded blame still packs by commits', () => {
    const folded = fold(gitBlame.repeat(4), '', 300)
    const packed = packBlame.pack({ text: folded, content, folded: true }, context('', 0)) ?? ''
    expect(packBlame.unpack(packed)).toBe(folded)
  })

  it('a real commit keeps every changed line of its sources', () => {
    const folded = fold(gitShow, '', 200).split('\n')
    for (const line of gitShow.split('\n').filter((line) => /^[+-](?!\+\+|--)/.test(line))) {
      expect(folded).toContain(line)
    }
  })
})

describe('what only looks like a patch', () => {
  const words = `diff --git a/x.md b/x.md\nindex 1a2b3c4..5d6e7f8 100644\n--- a/x.md\n+++ b/x.md\n@@ -1,7 +1,7 @@\n${' a line that did not change, of some length\n'.repeat(3)} one that [-did-]{+was+} changed\n${' a line that did not change, of some length\n'.repeat(3)}`

  it('a diff by words has no lines of context, so none is left out', () => {
    expect(fold(words.repeat(3), '', 10)).toBe(words.repeat(3))
  })

  it('in a merge, a sign in any column is a change', () => {
    const merge = `diff --cc x.js\nindex 1a2b3c4,5d6e7f8..77c6849\n--- a/x.js\n+++ b/x.js\n@@@ -1,8 -1,8 +1,10 @@@\n${'  a line that all have in common, of some length\n'.repeat(4)} -the one side\n- the other side\n++both\n +one more\n${'  a line that all have in common, of some length\n'.repeat(4)}`
    const folded = fold(merge, '', 30)
    for (const line of [' -the one side', '- the other side', '++both', ' +one more']) {
      expect(folded.split('\n')).toContain(line)
    }
    expect(folded).not.toContain('in common')
  })

  it('a patch that is cut off is one up to there', () => {
    const changes = change(10, '-const a = 1\n+const a = 2\n') + change(40, '+const b = 3\n')
    const whole = file('src/a.ts', changes)
    const cut = whole.slice(0, whole.lastIndexOf(' the unchanged line 44'))
    expect(fold(cut, '', 60)).toContain('(7) left out: unchanged to 42]\n+const b = 3\n')
  })
})
