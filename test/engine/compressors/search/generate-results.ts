import fc from 'fast-check'

/** Paths as they come, those included that hold what parts a line of results. */
const anyPath = fc.constantFrom(
  'src/app.ts',
  'src/app/main.ts',
  'src/app/main-12-b.ts',
  'src/lib/a:1:b.ts',
  './run.sh',
  'Makefile',
  '01-intro.md',
  '-odd/name.c',
  '/usr/include/a b/c.h',
  'C:\\work\\src\\x.ts',
  'C:\\work\\src\\y.ts',
  '\\\\server\\share\\z.c',
  'docs/α/β.md',
  '|pipe/[x].ts',
)

const anyCode = fc.oneof(
  {
    arbitrary: fc.constantFrom('  return value', 'const a = 1', '', ' ', '\t\tif (x) {', '12:5:x'),
    weight: 4,
  },
  fc.constantFrom(
    'a:12:b',
    'x-13-y',
    '--',
    '-',
    '| [… lines 1-2 (2) left out]',
    '\\',
    'α=β',
    'x\r',
    '\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', ' ')),
)

const anyLine = fc.tuple(anyPath, fc.integer({ min: 1, max: 40 }), anyCode)

/** `path:12:text` in any order, with context, separators and strange lines between. */
const anyInline = fc
  .array(
    fc.oneof(
      { arbitrary: anyLine.map(([path, at, code]) => `${path}:${at}:${code}`), weight: 6 },
      { arbitrary: anyLine.map(([path, at, code]) => `${path}-${at}-${code}`), weight: 3 },
      fc.constantFrom(
        '--',
        '',
        'Binary file a.bin matches',
        '[… lines 4-9 (6) left out: a.ts 6 matches]',
      ),
    ),
    { maxLength: 30 },
  )
  .map((lines) => lines.join('\n'))

/** Stretches of context around matches, each file once, as the tools print them. */
const anyBlocks = fc
  .array(
    fc.tuple(
      anyPath,
      fc.integer({ min: 1, max: 900 }),
      fc.array(anyCode, { minLength: 1, maxLength: 7 }),
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((blocks) =>
    blocks
      .map(([path, first, codes]) =>
        codes
          .map((code, at) => {
            const mark = at === codes.length >> 1 ? ':' : '-'
            return `${path}${mark}${first + at}${mark}${code}`
          })
          .join('\n'),
      )
      .join('\n--\n'),
  )

const anyHeadings = fc
  .array(
    fc.tuple(
      anyPath,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom(':', '-'), anyCode), {
        minLength: 1,
        maxLength: 5,
      }),
    ),
    { maxLength: 8 },
  )
  .map((files) =>
    files
      .map(([path, found]) =>
        [path, ...found.map(([at, mark, code]) => `${at}${mark}${code}`)].join('\n'),
      )
      .join('\n\n'),
  )

const anyUnnumbered = fc
  .array(fc.tuple(anyPath, fc.constantFrom(':', ':', '-'), anyCode), { maxLength: 20 })
  .map((lines) => lines.map(([path, mark, code]) => `${path}${mark}${code}`).join('\n'))

const anyLayout = fc.oneof(anyInline, anyBlocks, anyHeadings, anyUnnumbered)

/** What a search tool prints, or nearly so; with either line break, with or without a last one. */
export const anyResults: fc.Arbitrary<string> = fc
  .tuple(
    anyLayout,
    fc.constantFrom('\n', '\n', '\r\n'),
    fc.boolean(),
    fc.constantFrom('', '', '\ufeff'),
  )
  .map(([text, lineBreak, ends, mark]) => {
    const broken = lineBreak === '\n' ? text : text.replaceAll('\n', lineBreak)
    return mark + broken + (ends ? lineBreak : '')
  })
