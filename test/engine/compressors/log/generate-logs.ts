import fc from 'fast-check'

/** Counts words and marks: quick, deterministic, near enough to a tokenizer to choose codecs by. */
export function countWords(text: string): number {
  return text.match(/[A-Za-z]+|\d{1,3}|[^\sA-Za-z\d]|\s+/g)?.length ?? 0
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

const stampStyles: readonly ((at: number) => string)[] = [
  (at) => `2026-03-0${1 + (Math.floor(at / 86_400) % 9)} ${clock(at)}`,
  (at) => `2026-03-01T${clock(at)}.${pad(at % 1000, 3)}Z`,
  (at) => `[2026/03/01 ${clock(at)}]`,
  (at) => `Mar ${String(1 + (Math.floor(at / 86_400) % 28)).padStart(2)} ${clock(at)}`,
  (at) => `10.0.0.1 - - [01/Mar/2026:${clock(at)} +0000]`,
  (at) => clock(at),
  (at) => `${1_767_000_000 + at}`,
  () => '',
]

function clock(at: number): string {
  return [Math.floor(at / 3600) % 24, Math.floor(at / 60) % 60, at % 60]
    .map((n) => pad(n))
    .join(':')
}

const anyWord = fc.constantFrom(
  'alice',
  'bob',
  '10.0.0.7',
  '/api/users/7',
  '/health',
  'café',
  '接続',
  '🕐',
  'A',
  'B',
  '^',
  '"q"',
  '{1}',
  '{t}',
  '{',
  '}',
  'a b',
  '',
  ' ',
  '\t',
  '-',
  '=',
  '007',
  '99',
  '0',
  '\ud83d',
  'x'.repeat(70),
  '\u001b[31mred\u001b[0m',
  '__proto__',
  'constructor',
  '1e5',
  '|',
  '*3',
  '@',
  '[…',
)
const anyValue = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 2000 }).map(String) },
  { weight: 2, arbitrary: anyWord },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 9 })
      .map((text) => text.replace(/[\n\r]/g, '')),
  },
)

const templates: readonly ((a: string, b: string, n: number) => string)[] = [
  (a, b) => `INFO user ${a} logged in from ${b}`,
  (a) => `sshd[${a}]: Failed password for root from 10.0.0.9 port 4${a}`,
  (a, b) => `GET ${a} HTTP/1.1" 200 ${b}`,
  (a, _, n) => `request ${n} served in ${a}ms`,
  (a, b) => `${a.padEnd(20)} ${b.padStart(9)} done`,
  (a, b) => `{"level":"info","user":"${a}","ms":${b}}`,
  () => 'heartbeat ok',
  () => '\tat com.acme.Main.run(Main.java:12)',
  () => '',
  (a) => a,
  (a, b) => `copy ${a}@${a} to ${b}`,
]

/** Lines that look like parts of the packed form itself. */
const confusing = fc.constantFrom(
  'a: {1} x',
  '---',
  'A=b',
  '*4',
  '@2026-03-01 10:00:00',
  '|raw',
  '[… lines 2-3 (2) left out]',
  '[packed log#00000000 x]',
  'a 1 2',
  '^',
  '{{}',
  '\\[the line above 3 more times]',
  '[block A = the next 3 lines]',
  '[block A again]',
  '',
  ' ',
  '\u2028',
)

const anyLine = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.nat({ max: templates.length - 1 }), anyValue, anyValue, fc.nat({ max: 3 }))
      .map(([kind, a, b, wait]) => ({ kind, a, b, wait, raw: undefined as string | undefined })),
  },
  {
    weight: 1,
    arbitrary: confusing.map((raw) => ({
      kind: 0,
      a: '',
      b: '',
      wait: 0,
      raw: raw as string | undefined,
    })),
  },
)

const anyBreak = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r')

/** Texts as programs log them, with everything that could trip a packer. */
export const anyLog: fc.Arbitrary<string> = fc
  .record({
    lines: fc.array(anyLine, { maxLength: 60, size: 'max' }),
    style: fc.nat({ max: stampStyles.length - 1 }),
    lineBreak: anyBreak,
    isMixed: fc.boolean(),
    isTerminated: fc.boolean(),
    repeats: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ lines, style, lineBreak, isMixed, isTerminated, repeats }) => {
    const stamp = stampStyles[style] ?? (() => '')
    const printed: string[] = []
    let at = 35_990
    for (const [index, { kind, a, b, wait, raw }] of Array.from({ length: repeats }, () => lines)
      .flat()
      .entries()) {
      at += wait
      const line = raw ?? `${stamp(at)} ${templates[kind]?.(a, b, index) ?? ''}`
      printed.push(isMixed && index % 5 === 0 ? `${line}\r` : line)
    }
    return printed.join(lineBreak) + (isTerminated ? lineBreak : '')
  })

/** Any text at all, and pieces of the grammar in any order. */
export const anyHostileBody: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      confusing,
      fc.constantFrom(
        'a: {t} {1}',
        'b: {1+1} {2}',
        'c: {>9}{1}',
        'd: {>>5}{1} {*}',
        'a',
        'b',
        ' 5',
        '-3',
        'a99999999999999',
        'a "x',
        'b ^ ^',
        '*999999999',
        '@99',
        '{999999+999999}',
        'e: {1+999999}',
        'e',
        '[the 9 lines above 999999999 more times]',
        '[block A = the next 999999999 lines]',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 30 },
  )
  .map((lines) => lines.join('\n'))
