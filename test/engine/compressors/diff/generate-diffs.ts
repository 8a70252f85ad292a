import fc from 'fast-check'

/** Lines as files have them, and some that look like parts of a diff, or like ours. */
export const anyFileLine: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', '  return value', '}', 'const a = 1', '\tb()', ' ') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '-- ',
      '--- a/x',
      '+++ b/x',
      '@@ -1,2 +3,4 @@',
      '@@ 5 f()',
      '@@',
      '== src/a.ts new',
      '|x',
      '\\ No newline at end of file',
      'commit 1234567 by A at noon',
      '[3 lines added]',
      '[… lines 3-4 (2) left out]',
      '[block A again]',
      'diff --git a/x b/x',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map((text) => text.replace(/\n/g, ' ')) },
)

const anyLines = (max: number): fc.Arbitrary<readonly string[]> =>
  fc.array(anyFileLine, { maxLength: max })

interface Edit {
  readonly context: readonly string[]
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  context: anyLines(3),
  removed: anyLines(4),
  added: fc.oneof({ weight: 4, arbitrary: anyLines(4) }, { weight: 1, arbitrary: anyLines(30) }),
})

interface HunkPlan {
  readonly skipped: number
  readonly edits: readonly Edit[]
  readonly heading: string
  readonly endsBare: boolean
}

const anyHunk: fc.Arbitrary<HunkPlan> = fc.record({
  skipped: fc.integer({ min: 1, max: 60 }),
  edits: fc.array(anyEdit, { minLength: 1, maxLength: 3 }),
  heading: fc.constantFrom('', ' class Queue {', ' 12 def f(x):', ' @@ odd', ' é'),
  endsBare: fc.boolean(),
})

function printRange(start: number, count: number): string {
  const shown = count === 0 ? start - 1 : start
  return count === 1 ? `${shown}` : `${shown},${count}`
}

function printHunks(hunks: readonly HunkPlan[]): readonly string[] {
  const lines: string[] = []
  let [oldAt, newAt] = [1, 1]
  for (const [index, { skipped, edits, heading, endsBare }] of hunks.entries()) {
    const body = edits.flatMap(({ context, removed, added }) => [
      ...context.map((line) => ` ${line}`),
      ...removed.map((line) => `-${line}`),
      ...added.map((line) => `+${line}`),
    ])
    const oldCount = body.filter((line) => !line.startsWith('+')).length
    const newCount = body.filter((line) => !line.startsWith('-')).length
    if (body.length === 0) continue
    oldAt += skipped
    newAt += skipped
    const ranges = `-${printRange(oldAt, oldCount)} +${printRange(newAt, newCount)}`
    lines.push(`@@ ${ranges} @@${heading}`, ...body)
    if (endsBare && index === hunks.length - 1) lines.push('\\ No newline at end of file')
    oldAt += oldCount
    newAt += newCount
  }
  return lines
}

const anyPath = fc.constantFrom(
  'a.txt',
  'src/queue.js',
  './x/y z.md',
  '"\\303\\244.txt"',
  'a=>b',
  '-',
)
const anyHash = fc.constantFrom('1a2b3c4', '0000000', 'f7c11d9', '8526bc7d')

const inSide = (side: string, path: string): string =>
  path.startsWith('"') ? `"${side}/${path.slice(1)}` : `${side}/${path}`

type FileKind =
  | 'recursive'
  | 'subversion'
  | 'changed'
  | 'new'
  | 'deleted'
  | 'renamed'
  | 'mode'
  | 'binary'
  | 'odd'

const anyFile: fc.Arbitrary<readonly string[]> = fc
  .record({
    path: anyPath,
    other: anyPath,
    hashes: fc.tuple(anyHash, anyHash),
    mode: fc.constantFrom('100644', '100755', '120000'),
    kind: fc.constantFrom<FileKind>(
      'recursive',
      'subversion',
      'changed',
      'new',
      'deleted',
      'renamed',
      'mode',
      'binary',
      'odd',
    ),
    hunks: fc.array(anyHunk, { maxLength: 3 }),
  })
  .map(({ path, other, hashes: [one, two], mode, kind, hunks }) => {
    const to = kind === 'renamed' ? other : path
    const head = `diff --git ${inSide('a', path)} ${inSide('b', to)}`
    const sides = [`--- ${inSide('a', path)}`, `+++ ${inSide('b', to)}`]
    const body = printHunks(hunks)
    const stamp = one === two ? '' : `\t2024-03-01 10:00:00.${mode} +0000`
    switch (kind) {
      case 'recursive':
        return [
          `diff -ru old/${path} new/${path}`,
          `--- old/${path}${stamp}`,
          `+++ new/${path}${stamp}`,
          ...body,
        ]
      case 'subversion': {
        const rule = '='.repeat(67)
        return [
          `Index: ${path}`,
          rule,
          `--- ${path}\t(revision 12)`,
          `+++ ${path}\t(working copy)`,
          ...body,
        ]
      }
      case 'changed':
        return [head, `index ${one}..${two} ${mode}`, ...sides, ...body]
      case 'new': {
        const nought = '0'.repeat(two.length)
        const from = '--- /dev/null'
        return [
          head,
          `new file mode ${mode}`,
          `index ${nought}..${two}`,
          from,
          sides[1] ?? '',
          ...body,
        ]
      }
      case 'deleted': {
        const gone = [`deleted file mode ${mode}`, `index ${one}..0000000`]
        return [head, ...gone, sides[0] ?? '', '+++ /dev/null', ...body]
      }
      case 'renamed': {
        const names = ['similarity index 91%', `rename from ${path}`, `rename to ${to}`]
        return [head, ...names, `index ${one}..${two} ${mode}`, ...sides, ...body]
      }
      case 'mode':
        return [head, 'old mode 100644', `new mode ${mode}`]
      case 'binary':
        return [
          head,
          `index ${one}..${two} ${mode}`,
          `Binary files ${inSide('a', path)} and ${inSide('b', to)} differ`,
        ]
      default:
        return [head, `index ${one}..${two}`, ...sides.reverse(), ...body]
    }
  })

/** Patches of one or more files, some with lines that git would not print. */
export const anyPatch: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: anyFile }, { weight: 1, arbitrary: anyLines(4) }), {
      maxLength: 5,
    }),
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.constantFrom('', '\n', '\n-- \n2.39.5\n\n'),
  )
  .map(([files, lineBreak, ending]) => files.flat().join(lineBreak) + ending)

const anyCommit: fc.Arbitrary<string> = fc
  .record({
    hash: fc.constantFrom('a'.repeat(40), '0123456789'.repeat(4), 'beef123'),
    names: fc.constantFrom('', ' (HEAD -> main, tag: v1)', ' (HEAD)'),
    merge: fc.constantFrom('', 'Merge: 1234567 89abcde\n'),
    author: fc.constantFrom(
      'Ada Example <ada@example.test>',
      'B by C <b@x.test>',
      'A',
      'At at <at>',
    ),
    date: fc.constantFrom(
      'Fri Mar 1 11:40:02 2024 +0100',
      'Fri Mar 1 09:00:00 2024 +0100',
      'Sat Mar 2 11:40:02 2024 +0100',
      '2 days ago',
      'noon at sea',
    ),
    message: anyLines(5),
    patch: fc.oneof(fc.constant(''), anyPatch),
  })
  .map(
    ({ hash, names, merge, author, date, message, patch }) =>
      `commit ${hash}${names}\n${merge}Author: ${author}\nDate:   ${date}\n\n${message
        .map((line) => `    ${line}\n`)
        .join('')}${patch === '' ? '' : `\n${patch}`}`,
  )

/** Histories, with and without patches. */
export const anyHistory: fc.Arbitrary<string> = fc
  .array(anyCommit, { minLength: 1, maxLength: 5 })
  .map((commits) => commits.join('\n'))

const anyListedPath = fc
  .tuple(
    fc.array(fc.constantFrom('src/engine/compressors', 'lib', 'a b', '.github'), { maxLength: 2 }),
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('a.ts', 'b.ts', 'é.md', '{x => y}.ts', 'c => d') },
      { weight: 1, arbitrary: fc.constantFrom('c | d', ' odd', '12') },
    ),
  )
  .map(([folders, name]) => [...folders, name].join('/'))

/** What `--stat`, `--name-status` and `--numstat` print, and some that is padded otherwise. */
export const anyFileList: fc.Arbitrary<string> = fc
  .record({
    files: fc.array(
      fc.tuple(
        anyListedPath,
        fc.constantFrom('3 ++-', '12 ++++', '0', 'Bin 0 -> 40 bytes', '140 -'),
      ),
      { minLength: 2, maxLength: 30 },
    ),
    style: fc.constantFrom('stat', 'names', 'counts'),
    extra: fc.constantFrom(0, 0, 1),
    ending: fc.constantFrom('', '\n', '\n 3 files changed, 4 insertions(+)\n', '\n[3 files]\nx'),
  })
  .map(({ files: unordered, style, extra, ending }) => {
    const files = [...unordered].sort(([one], [other]) => (one < other ? -1 : 1))
    const width = Math.max(0, ...files.map(([path]) => path.length))
    const lines = files.map(([path, change], index) => {
      const [count = '', ...rest] = change.split(' ')
      const tail = rest.length === 0 ? '' : ` ${rest.join(' ')}`
      if (style === 'names') return `${'MADR'.charAt(index % 4)}\t${path}`
      if (style === 'counts') return `${index}\t${index * 7}\t${path}`
      return ` ${path.padEnd(width + (index === 2 ? extra : 0))} | ${count.padStart(3)}${tail}`
    })
    return lines.join('\n') + ending
  })
