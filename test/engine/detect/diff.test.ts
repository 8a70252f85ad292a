import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/engine/detect/detect.ts'
import { recognizeDiff as recognize } from '../../../src/engine/detect/diff.ts'
import { sampleOf } from '../../../src/engine/detect/line-sample.ts'
// biome-ignore lint/performance/noNamespaceImport: every fixture is tried
import * as real from '../compressors/diff/real-diffs.ts'

function recognizeDiff(text: string): number {
  return recognize(sampleOf(text))
}

describe('patches and histories', () => {
  it.each(Object.entries(real))('knows %s', (_, text) => {
    expect(detect(text).kind).toBe('diff')
    expect(detect(text.replace(/\r?\n/g, '\r\n')).kind).toBe('diff')
  })

  it('knows short forms of history', () => {
    const oneline = '1a2b3c4 Begin\nf7c11d9 (HEAD -> main, tag: v1) Queue: a bound\n8526bc7 Notes\n'
    const graph =
      '*   1a2b3c4 Merge side\n|\\  \n| * f7c11d9 Other words\n* | 8526bc7 Notes\n|/  \n* bcef7a2 Begin\n'
    const reflog =
      '1a2b3c4 HEAD@{0}: commit: Notes\nf7c11d9 HEAD@{1}: checkout: moving\n8526bc7 HEAD@{2}: commit (initial): Begin\n'
    const shortlog =
      'Ada Example (2):\n      Begin\n      Notes\n\nBo Example (1):\n      Queue\n\nCy Example (1):\n      Tests\n'
    const stat =
      ' src/a.ts | 12 ++++++------\n src/b.ts |  2 +-\n 2 files changed, 7 insertions(+), 7 deletions(-)\n'
    const names = 'M\tsrc/a.ts\nA\tsrc/b.ts\nR097\tsrc/c.ts\tsrc/d.ts\n'
    const graphs = `* commit 1a2b3c4d5e\n| Author: Ada Example <ada@example.test>\n| Date:   Fri Mar 1 11:40:02 2024 +0100\n| \n|     Queue: a bound\n| \n* commit 5d6e7f8a9b\n  Author: Ada Example <ada@example.test>\n`
    for (const text of [oneline, graph, graphs, reflog, shortlog, stat, names]) {
      expect(recognizeDiff(text)).toBeGreaterThanOrEqual(60)
    }
  })

  it('knows a long patch by its start', () => {
    expect(recognizeDiff(real.gitShow.repeat(40))).toBeGreaterThan(90)
  })
})

describe('look-alikes', () => {
  it.each([
    ['a Markdown list', '# Plan\n\n- one\n- two\n+ three\n\n--- \n\n* four\n'.repeat(4)],
    ['a YAML list', '---\nsteps:\n- run: a\n- run: b\n--- \nmore:\n  - c\n'.repeat(4)],
    ['an e-mail with a signature', 'Hello,\n\nsee below.\n\n> quoted\n> lines\n\n-- \nA person\n'],
    [
      'prose about a commit',
      'commit to the plan\n\nThe commit 1a2b3c4 broke it.\nWe should revert.\n',
    ],
    ['checksums', `${'d41d8cd98f00b204e9800998ecf8427e'}  a.txt\n`.repeat(5)],
    ['a table of numbers', '1\t2\t3\t4\n5\t6\t7\t8\n9\t10\t11\t12\n'],
    ['numbers and names', '1234567 first\n2345678 second\n3456789 third\n'],
    ['a table in Markdown', ' | name | n |\n | --- | --- |\n | a | 12 |\n | b | 3 |\n'],
    [
      'a table of psql',
      ' name | kind | pages\n------+------+------\n a_b  | v    |    12\n c_d  | v    |     3\n e_f  | r    |    40\n (3 rows)\n',
    ],
    [
      'two columns of psql',
      ' name | pages\n------+-------\n a_b  |    12\n c_d  |     3\n e_f  |    40\n',
    ],
    ['two lines that begin with a hash', 'a1b2c3d Begin\n5d6e7f8 Queue\n'],
    ['ids of containers', '3f4e1d2c5b6a   nginx   "run"   2 days ago\n'.repeat(4)],
    [
      'prose that quotes a diff',
      `${'This explains at length why the change was made, and what else was tried.\n'.repeat(12)}\n@@ -1,2 +1,2 @@\n-a\n+b\n c\n`,
    ],
    ['a scope in Objective-C', '@interface A\n@property int b;\n@end\n@@ nothing\n'],
    ['nothing', ''],
  ])('%s is no diff', (_, text) => {
    expect(recognizeDiff(text)).toBe(0)
  })
})
