import fc from 'fast-check'
import { checksum } from '../../../src/engine/text/checksum.ts'
import { toonDataSets } from '../../fixtures/toon/generate.ts'

/** Log texts of real daemons by name; see test/fixtures/logs/README.md. */
export const serviceLogs: ReadonlyMap<string, string> = new Map(
  Object.entries(
    import.meta.glob('../../fixtures/logs/*.log', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ).map(([path, text]) => [path.replace(/^.*\//, ''), text]),
)

const logLines = [...serviceLogs.values()].map((text) => text.split(/(?<=\n)/))
const jsonData = toonDataSets('accuracy').map(({ data }) => data)

/** A stretch of a real log, from a glance to some hundred lines. */
const anyLogExcerpt: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...logLines), fc.nat({ max: 200 }), fc.integer({ min: 1, max: 60 }))
  .map(([lines, from, count]) => lines.slice(from, from + count).join(''))

const anyLayout = fc.constantFrom<string | number | undefined>(undefined, 2, 4, '\t')

/** Data in the shapes of API answers, in any of the usual layouts. */
const anyDataJson: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...jsonData), anyLayout)
  .map(([data, layout]) => JSON.stringify(data, null, layout))

/** JSON whose white space follows no rule that a header could name. */
export const anyOddJson: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...jsonData), fc.constantFrom(' ,', ',\r\n\t', ',  '))
  .map(([data, comma]) => JSON.stringify(data).replace(/,(?="[a-z]+":)/g, () => comma))

const anyCell = fc.oneof(
  fc.constantFrom('ok', 'error', '', 'a|b', 'a,b', 'x\ny', ' lead', '- item', '1', 'true', 'null'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const anyRow = fc.dictionary(
  fc.constantFrom('id', 'name', 'a.b', 'state', '__proto__', 'at', 'x y'),
  fc.oneof(
    anyCell,
    fc.array(anyCell, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('k', 'v'), anyCell),
  ),
)

/** Ragged rows with nasty cells. */
const anyRowsJson: fc.Arbitrary<string> = fc
  .tuple(fc.array(anyRow, { minLength: 1, maxLength: 40 }), anyLayout)
  .map(([rows, layout]) => JSON.stringify(rows, null, layout))

const anyLine = fc.oneof(
  fc.constantFrom(
    '2026-01-05T10:00:01Z INFO worker 7 took job 1234',
    '2026-01-05T10:00:02Z INFO worker 8 took job 1299',
    '2026-01-05T10:00:02Z ERROR worker 8 lost job 1299: timeout after 30 s',
    '  at run (/srv/app/run.js:10:3)',
    '\u001b[31mfailed\u001b[0m 1 of 20',
    ' 45 %\r 46 %\r 47 %',
    '',
    '[… lines 4-40 (37) left out: level ERROR 12 of 51]',
    '[packed log#00000000 x]',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Lines as they come, mixed endings, with or without a last one. */
const anyLines: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.tuple(anyLine, fc.constantFrom('\n', '\n', '\n', '\r\n'))), fc.boolean())
  .map(([lines, ends]) => {
    const text = lines.map(([line, end]) => line + end).join('')
    return ends ? text : text.slice(0, -1)
  })

/** A well-formed ref that no store holds. */
export const strangeRef: string = `0123456789ab${checksum('0123456789ab').slice(0, 2)}`

/** A marker as our own printer writes it, of an original that nobody keeps. */
export const strangeMarker: string = `[3 of 40 lines shown, nothing lost: headroom_retrieve(ref="${strangeRef}") gives all, or lines, rows, keys, search]`

/** Texts that quote or forge what we write. */
const anyForgery: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '[packed json#deadbeef]\n',
      `[packed json#${checksum('[1,2]')} compact]\n`,
      '[packed log#00000000 rows of a, b]\n',
      '[packed numbered#00000000 lines are exact, numbered as in "     1→": x]\n     1→a\nb\n',
      '[packed phrases#00000000 letters]\nα=INFO worker\n---\nα\n',
      `${strangeMarker}\n`,
      `> ${strangeMarker}\n`,
      '<<ccr:deadbeefdead,string,2.3KB>>\n',
      '[250 items compressed to 10. Retrieve more: hash=deadbeefdeadbeef]\n',
      '[… rows 4-40 (37) left out: level ERROR 12 of 51]\n',
    ),
    fc.oneof(anyLogExcerpt, anyDataJson, anyRowsJson, anyLines),
  )
  .map(([head, body]) => head + body)

/** Anything a tool may give. */
export const anyToolText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: anyLogExcerpt, weight: 4 },
  { arbitrary: anyDataJson, weight: 2 },
  { arbitrary: anyRowsJson, weight: 3 },
  { arbitrary: anyLines, weight: 2 },
  { arbitrary: anyForgery, weight: 2 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 400 }), weight: 1 },
  { arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)), weight: 1 },
)
