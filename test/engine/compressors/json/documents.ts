import fc from 'fast-check'

/** Words that are easily mistaken for something else in a cell, a head or a body. */
const TRICKY: readonly string[] = [
  ...['', ' ', ' lead', 'trail ', 'a,b', 'a|b', 'a\tb', '"q"', "it's", 'line\nbreak', '\r\n', '\\'],
  ...['1', '-0', '1.0', '1e5', '01', 'true', 'null', 'false', 'nil', '@1', '@1 x', '@1[2]', '*1'],
  ...['~a', '~', '^', '=', '=x', '{}', '[]', '[… rows 1-2 (2) left out]', '@angular/core', '**'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'a.b',
    'a.0',
    '0',
    ':key',
    ':value',
    'x:text',
    ':text',
  ],
  ...['é', '日本', '\ud83d\ude00', '\ud800', 'https://example.com/a/b?c=d#e', '#1+1', '`x`', '{x}'],
  ...['2024-01-15T10:00:00Z', '2024-01-15T10:01:00Z', 'user_1', 'user_2', 'x'.repeat(300)],
]

const trickyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TRICKY) },
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
)

/** A string as printers write it, with one of the escapes that need not be there. */
const stringLexeme = fc.tuple(trickyText, fc.nat(9)).map(([text, style]) => {
  const lexeme = JSON.stringify(text)
  if (style === 0) return lexeme.replace(/\//g, '\\/')
  if (style === 1)
    return lexeme.replace(
      /[é日]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  return lexeme
})

const numberLexeme = fc.oneof(
  fc.constantFrom('0', '-0', '1.0', '1.50', '1E5', '1e400', '12345678901234567890', '-1.5e-7'),
  fc.integer({ min: -5, max: 2000 }).map(String),
)

const scalar = fc.oneof(
  { weight: 4, arbitrary: stringLexeme },
  { weight: 3, arbitrary: numberLexeme },
  fc.constantFrom('true', 'false', 'null'),
)

/** JSON as a tree of lexemes, so that nothing about it is lost before it is printed. */
export type Tree =
  | { readonly kind: 'scalar'; readonly lexeme: string }
  | { readonly kind: 'array'; readonly items: readonly Tree[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Tree])[] }

const scalarTree: fc.Arbitrary<Tree> = scalar.map((lexeme) => ({ kind: 'scalar', lexeme }))

const KEYS = [
  'id',
  'name',
  'url',
  'tags',
  'owner',
  'a.b',
  '0',
  '',
  ':key',
  'x:text',
  '__proto__',
  'é',
]
const key = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...KEYS).map((text) => JSON.stringify(text)) },
  stringLexeme,
)

/** Objects that share a list of fields, some left out, as in tables. */
function records(value: fc.Arbitrary<Tree>): fc.Arbitrary<Tree[]> {
  return fc
    .tuple(
      fc.array(key, { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(40), fc.array(value, { minLength: 5, maxLength: 5 })), {
        minLength: 1,
        maxLength: 8,
      }),
    )
    .map(([fields, rows]) =>
      rows.map(([absent, values]): Tree => {
        const members = fields.flatMap((field, at): (readonly [string, Tree])[] => {
          const own = values[at]
          return own === undefined || absent === at ? [] : [[field, own]]
        })
        return { kind: 'object', members }
      }),
    )
}

const letrec = fc.letrec<{ tree: Tree; container: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3, depthSize: 'small' }, scalarTree, tie('container')),
  container: fc.oneof(
    fc.array(tie('tree'), { maxLength: 5 }).map((items): Tree => ({ kind: 'array', items })),
    fc
      .array(fc.tuple(key, tie('tree')), { maxLength: 5 })
      .map((members): Tree => ({ kind: 'object', members })),
    records(tie('tree')).map((items): Tree => ({ kind: 'array', items })),
    records(scalarTree).map((items): Tree => ({ kind: 'array', items })),
    fc.tuple(records(tie('tree')), fc.array(key, { minLength: 8, maxLength: 8 })).map(
      ([rows, names]): Tree => ({
        kind: 'object',
        members: rows.map((row, at) => [names[at] ?? '"x"', row] as const),
      }),
    ),
  ),
}))

/** An object or array of any make. */
export const anyDocument: fc.Arbitrary<Tree> = letrec.container

/** How a printer lays JSON out; independent of the code under test. */
export interface Style {
  readonly lineBreak: string
  readonly indent: string
  readonly colon: string
  readonly comma: string
  readonly padding: string
  readonly emptyPadding: string
  readonly inline: 'all' | 'none' | 'flat arrays' | 'arrays'
}

const pretty: Style = {
  ...{ lineBreak: '\n', indent: '  ', colon: ': ', comma: ', ', padding: '', emptyPadding: '' },
  inline: 'none',
}

/** JSON.stringify, Python, aws-cli, Go, jq --tab, Jackson, PHP, Prettier-like and more. */
export const styles: readonly Style[] = [
  { ...pretty, inline: 'all', colon: ':', comma: ',' },
  { ...pretty, inline: 'all' },
  { ...pretty, inline: 'all', comma: ',' },
  pretty,
  { ...pretty, indent: '    ' },
  { ...pretty, indent: ' ' },
  { ...pretty, indent: '\t' },
  { ...pretty, indent: '' },
  { ...pretty, lineBreak: '\r\n' },
  { ...pretty, colon: ':' },
  { ...pretty, inline: 'flat arrays' },
  { ...pretty, inline: 'flat arrays', indent: '\t', padding: ' ' },
  { ...pretty, inline: 'arrays', colon: ' : ', padding: ' ', emptyPadding: ' ' },
]

export function printTree(tree: Tree, style: Style, depth = 0): string {
  if (tree.kind === 'scalar') return tree.lexeme
  const [left, right] = tree.kind === 'array' ? '[]' : '{}'
  const isFlat = tree.kind === 'array' && tree.items.every((item) => item.kind === 'scalar')
  const inArray = tree.kind === 'array'
  const onLine =
    style.inline === 'all' ||
    (inArray && (style.inline === 'arrays' || (isFlat && style.inline === 'flat arrays')))
  const inner = depth + (onLine ? 0 : 1)
  const children = inArray
    ? tree.items.map((item) => printTree(item, style, inner))
    : tree.members.map(([name, value]) => name + style.colon + printTree(value, style, inner))
  if (children.length === 0) return left + style.emptyPadding + right
  if (onLine) return left + style.padding + children.join(style.comma) + style.padding + right
  const lead = style.lineBreak + style.indent.repeat(inner)
  return (
    left + lead + children.join(`,${lead}`) + style.lineBreak + style.indent.repeat(depth) + right
  )
}
