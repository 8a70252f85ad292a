import fc from 'fast-check'

const anyName = fc.oneof(
  {
    arbitrary: fc.constantFrom(
      'a.ts',
      'b.ts',
      'c.test.ts',
      'd_test.go',
      'README',
      'x.d.ts',
      'é.py',
    ),
    weight: 6,
  },
  fc.constantFrom(
    'with blank.ts',
    'a:b',
    '"quoted"',
    '=x',
    '*',
    'order:',
    '|x',
    '[x]',
    'é\ud800',
    'tab\tname',
    '.',
    ' lead',
  ),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 8 })
    .map((name) => name.replace(/[\n/]/g, '_')),
)

const anyDirectory = fc.constantFrom(
  '',
  './',
  '/',
  'src/',
  'src/a/',
  'src/a/b/',
  'src/c/',
  'other dir/x/',
  'q"/',
  's*/',
  'C:\\w\\',
)

const anyPath = fc.tuple(anyDirectory, anyName).map(([directory, name]) => directory + name)

const anyForm = fc.constantFrom<(path: string, n: number) => string>(
  (path) => path,
  (path, n) => `${path}:${n % 3}`,
  (path, n) => `${[' M', 'D ', '??', 'R '][n % 4]} ${path}`,
  (path, n) => `${n % 2 === 0 ? '\tmodified:   ' : '\tnew file:   '}${path}`,
  (path, n) => `${n * 4}K\t${path}`,
  (path, n) => `${String(n * 17).padStart(7)} ${path}`,
)

/** A list of paths in one of the usual forms, in order or not, with other lines between. */
export const anyList: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(anyPath, { minLength: 8, maxLength: 60 }),
    anyForm,
    fc.constantFrom(
      '',
      'total 12',
      '[… lines 4-9 (6) left out: src/ 6]',
      '|',
      'no such file: x  y',
    ),
    fc.constantFrom('as is', 'sorted', 'parts'),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([paths, form, strange, order, lineBreak, ends]) => {
    const key = (path: string): string =>
      order === 'parts' ? path.replaceAll('/', '\u0000') : path
    const sorted =
      order === 'as is' ? paths : [...new Set(paths)].sort((a, b) => (key(a) < key(b) ? -1 : 1))
    const lines = sorted.map(form)
    if (strange !== '') lines.splice(lines.length >> 1, 0, strange)
    return lines.join(lineBreak) + (ends ? lineBreak : '')
  })
