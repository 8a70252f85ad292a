/** A text that is hard to split or to merge, with a name to find it by. */
export interface HardText {
  readonly name: string
  readonly text: string
}

/** What the encodings treat apart: contractions, cases, marks, white space, line ends, digits, signs, planes. */
export const FRAGMENTS: readonly string[] = [
  "'s 'S 't 're 'VE 'll 'lL 'd 'm '\u017f 'x ' ''".split(' '),
  [
    ' ',
    '  ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    ' \n',
    '\v',
    '\f',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u3000',
  ],
  [
    '/',
    '//',
    '{',
    '}',
    '":',
    ',',
    '(',
    '();',
    '_',
    '-',
    '=>',
    '...',
    '\0',
    '\x7f',
    '\ufeff',
    '\u200d',
  ],
  ['a', 'b', 'Z', 'AB', 'Foo', 'HTTPServer', "don't", 'hello', 'the ', '  return', 'x1y'],
  [
    '\u00e9',
    '\u00c9',
    '\u00df',
    '\u017f',
    '\u01c5',
    '\u02b0',
    '\u00aa',
    '\u4e2d',
    '\u6587\u5b57',
    '\u3042',
  ],
  [
    '\u0301',
    '\u0301\u0302',
    '\u20dd',
    '\ud800',
    '\udc00',
    '\u{1f600}',
    '\u{10400}',
    '\u{10428}',
    '\u{1e900}',
  ],
  ['1', '12', '123', '1234567', '\u00bd', '\u2167', '\u0663', '\u{1d7d9}'],
].flat()

/** The numbers 0 to `below` - 1 in an order that is the same everywhere (a linear congruence of Knuth's). */
export function createDice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function repeated(times: number, part: () => string): string {
  return Array.from({ length: times }, part).join('')
}

function mixed(seed: number, times: number): string {
  const dice = createDice(seed)
  return repeated(times, () => FRAGMENTS[dice(FRAGMENTS.length)] ?? '')
}

function characters(seed: number, first: number, count: number): string {
  const dice = createDice(seed)
  return repeated(20_000, () => String.fromCodePoint(first + dice(count)))
}

/** Short ones by themselves, long runs, and mixtures; the same in every runtime. */
export function hardTexts(): readonly HardText[] {
  return [
    ...FRAGMENTS.map((text, at) => ({ name: `fragment ${at}`, text })),
    ...Array.from({ length: 60 }, (_, seed) => ({
      name: `mixture ${seed}`,
      text: mixed(seed, 40),
    })),
    { name: 'long mixture', text: mixed(1000, 30_000) },
    { name: '20,000 letters', text: characters(1, 0x61, 26) },
    { name: '20,000 capitals', text: characters(2, 0x41, 26) },
    { name: '20,000 hanzi', text: characters(3, 0x4e00, 20_000) },
    { name: '20,000 digits', text: characters(4, 0x30, 10) },
    { name: '20,000 signs', text: characters(5, 0x21, 15) },
    { name: '20,000 thai', text: characters(6, 0xe01, 45) },
    { name: '20,000 emoji', text: characters(7, 0x1f600, 80) },
    { name: '70,000 equal letters', text: 'a'.repeat(70_000) },
    { name: '70,000 blanks', text: ' '.repeat(70_000) },
    { name: '70,000 line feeds', text: '\n'.repeat(70_000) },
    { name: '70,000 equal signs', text: '='.repeat(70_000) },
    { name: '70,000 quotes', text: "'".repeat(70_000) },
    // A long s makes a contraction as an s does; this is seen where a token holds the apostrophe.
    { name: 'contraction with a long s', text: " I'\u017f I'S" },
    // Windows of every size may end within white space whose split depends on what follows.
    ...Array.from({ length: 70 }, (_, at) => ({
      name: `blank lines after ${at}`,
      text: `${'x'.repeat(at)}\n   \n  \r\n \t\n  y;\n\n//z`,
    })),
    // Tokens longer than what two windows of a long piece share.
    { name: 'alphabets', text: 'abcdefghijklmnopqrstuvwxyz'.repeat(40) },
    { name: 'long identifiers', text: 'translatesAutoresizingMaskIntoConstraints'.repeat(40) },
    // Nowhere to cut into chunks.
    { name: 'contractions without a break', text: "Don't".repeat(8000) },
    { name: 'line feeds before slashes', text: ';\n//'.repeat(12_000) },
    { name: 'lone surrogates', text: '\udc00\ud800'.repeat(500) },
  ]
}
