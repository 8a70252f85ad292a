// One process of the bench: 20,000 letters without a break beside as many letters in words.
//
//   node tokens-unbroken.mjs <contestant> <file of prose>
//
// Prints JSON: median milliseconds of both, for random letters, for words of the file, and for those again.
import { readFileSync } from 'node:fs'
import { contestants } from './tokens-contestants.mjs'

const LETTERS = 20_000
const TURNS = 15

const [name, file] = process.argv.slice(2)
const prose = readFileSync(file, 'utf8').match(/[a-z]+/g)
const count = await contestants()[name]()
// So that no turn pays for the start.
for (let turn = 0; turn < 3; turn++) count(prose.slice(-20_000).join(turn % 2 === 0 ? ' ' : ''))

process.stdout.write(
  JSON.stringify({
    letters: timed(randomWords),
    prose: timed(proseWords),
    again: timed((turn) => proseWords(turn % 2)),
  }),
)

/** Words by their turn; even ones are joined with blanks, odd ones with nothing. */
function timed(wordsOf) {
  const times = { unbroken: [], words: [] }
  for (let turn = 0; turn < TURNS; turn++) {
    const words = wordsOf(2 * turn)
    times.words.push(milliseconds(words.join(' ')))
    const others = wordsOf(2 * turn + 1)
    times.unbroken.push(milliseconds(others.join('')))
  }
  return { unbroken: median(times.unbroken), words: median(times.words) }
}

function milliseconds(text) {
  const flat = Buffer.from(text).toString('utf8')
  const start = performance.now()
  count(flat)
  return performance.now() - start
}

function median(values) {
  return values.sort((one, other) => one - other)[values.length >> 1]
}

function proseWords(turn) {
  const words = []
  let letters = 0
  for (let at = turn * 5000; letters < LETTERS; at++) {
    const word = prose[at % prose.length]
    words.push(word)
    letters += word.length
  }
  return words
}

function randomWords(turn) {
  let state = turn + 1
  const dice = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const words = []
  for (let letters = 0; letters < LETTERS; letters += words.at(-1).length) {
    words.push(
      Array.from({ length: 2 + dice(9) }, () => String.fromCharCode(97 + dice(26))).join(''),
    )
  }
  return words
}
