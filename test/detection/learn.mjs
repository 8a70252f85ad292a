// Learns from the open set what each sign of a line says for each kind, and writes the table that detection reads.
//
//   node test/detection/learn.mjs            writes src/engine/detect/learnt.ts
//   node test/detection/learn.mjs --folds 5  measures instead: learns from the other tools, judges those left out
//
// Softmax regression by gradient descent from zero over the texts in their order: the same set gives the same table.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { fromSource } from '../bench/from-source.mjs'

/** Words count that this many different tools and packages print. */
const FEWEST_TOOLS = 25
const EPOCHS = 400
const RATE = 0.5
/** What a weight costs, so that what only one tool prints says little. */
const DECAY = 3e-4
/** Weights are written as whole numbers of this part. */
const SCALE = 8
const STRENGTH = 64

const target = fileURLToPath(new URL('../../src/engine/detect/learnt.ts', import.meta.url))
const texts = textsOf('open')
const kinds = [...new Set(texts.map(({ kind }) => kind))].sort()
const folds = Number(process.argv[process.argv.indexOf('--folds') + 1]) || 0
if (folds > 0) await measure(folds)
else await learn()

async function learn() {
  const vocabulary = await vocabularyOf()
  write(vocabulary, '')
  const examples = await examplesOf()
  const weights = trained(examples)
  write(vocabulary, lettersOf(weights))
  process.stdout.write(
    `${examples.length} texts, ${vocabulary.length} words, ${weights[0].length} signs\n`,
  )
}

async function measure(count) {
  const examples = await examplesOf()
  let right = 0
  for (let fold = 0; fold < count; fold++) {
    const isHeld = ({ tool }) => hashOf(tool) % count === fold
    const weights = trained(examples.filter((one) => !isHeld(one)))
    for (const example of examples.filter(isHeld)) {
      const odds = oddsOf(weights, example)
      const best = kinds[odds.indexOf(Math.max(...odds))]
      if (best === example.kind || example.also.includes(best)) right++
    }
  }
  process.stdout.write(`${((right * 100) / examples.length).toFixed(1)} % of ${examples.length}\n`)
}

function hashOf(text) {
  let hash = 7
  for (const sign of text) hash = (hash * 31 + sign.codePointAt(0)) % 1_000_003
  return hash
}

async function vocabularyOf() {
  const { sampleOf } = await fromSource('src/engine/detect/line-sample.ts')
  const tools = new Map()
  for (const { text, tool } of texts) {
    const { written } = sampleOf(text)
    const words = written.flatMap((line) => line.slice(0, 160).match(/[A-Za-z]{2,}/g) ?? [])
    for (const word of new Set(words.map((word) => word.toLowerCase()))) {
      tools.set(word, (tools.get(word) ?? new Set()).add(tool))
    }
  }
  return [...tools].flatMap(([word, users]) => (users.size < FEWEST_TOOLS ? [] : [word])).sort()
}

async function examplesOf() {
  const { signsOf } = await fromSource('src/engine/detect/signs.ts')
  const { sampleOf } = await fromSource('src/engine/detect/line-sample.ts')
  return texts.map(({ text, kind, tool, also }) => {
    const strengths = signsOf(sampleOf(text))
    const signs = []
    for (const [sign, strength] of strengths.entries())
      if (strength > 0) signs.push([sign, strength / STRENGTH])
    return { kind, tool, also, signs, count: strengths.length }
  })
}

function trained(examples) {
  const size = examples[0].count
  const weights = kinds.map(() => new Float64Array(size))
  const squares = kinds.map(() => new Float64Array(size).fill(1e-6))
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const slopes = slopesOf(weights, examples)
    for (const [kind, row] of weights.entries()) {
      for (let sign = 0; sign < size; sign++) {
        const slope = slopes[kind][sign] / examples.length + DECAY * row[sign]
        squares[kind][sign] += slope * slope
        row[sign] -= (RATE * slope) / Math.sqrt(squares[kind][sign])
      }
    }
  }
  return weights
}

function slopesOf(weights, examples) {
  const slopes = weights.map((row) => new Float64Array(row.length))
  for (const example of examples) {
    const odds = oddsOf(weights, example)
    for (const [kind, slope] of slopes.entries()) {
      const missed = odds[kind] - (kinds[kind] === example.kind ? 1 : 0)
      for (const [sign, strength] of example.signs) slope[sign] += missed * strength
    }
  }
  return slopes
}

/** How likely each kind is; all of them make 1. */
function oddsOf(weights, { signs }) {
  const scores = weights.map((row) =>
    signs.reduce((sum, [sign, strength]) => sum + row[sign] * strength, 0),
  )
  const most = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - most))
  const all = powers.reduce((sum, power) => sum + power, 0)
  return powers.map((power) => power / all)
}

/** Sign by sign a letter a kind: `A` -26 … `Z` -1, `a` 0 … `z` 25. */
function lettersOf(weights) {
  const letters = []
  for (let sign = 0; sign < weights[0].length; sign++) {
    for (const row of weights) {
      const weight = Math.max(-26, Math.min(25, Math.round(row[sign] * SCALE)))
      letters.push(String.fromCharCode(weight < 0 ? 65 + 26 + weight : 97 + weight))
    }
  }
  return letters.join('')
}

function write(vocabulary, letters) {
  const quoted = (text, width) =>
    (text.match(new RegExp(`.{1,${width}}(?: |$)`, 'g')) ?? [text])
      .map((part) => `  '${part}'`)
      .join(' +\n')
  const chunked = (text) =>
    (text.match(/.{1,96}/g) ?? ['']).map((part) => `  '${part}'`).join(' +\n')
  writeFileSync(
    target,
    `// Written by test/detection/learn.mjs from the open set of test/fixtures/detection; not to be edited.
import type { ContentKind } from '../ir/content.ts'

/** In the order of the weights. */
export const KINDS: readonly ContentKind[] = ${JSON.stringify(kinds).replaceAll('"', "'").replaceAll(',', ', ')}

/** Words that many tools print, each a sign of its own. */
export const VOCABULARY: readonly string[] = (
${quoted(vocabulary.join(' '), 96)}
).split(' ')

/** What each sign says for each kind: sign by sign a letter a kind. */
export const WEIGHTS: string =
${chunked(letters)}
`,
  )
}

function textsOf(set) {
  const file = new URL(`../fixtures/detection/${set}.jsonl.br`, import.meta.url)
  return brotliDecompressSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { text, kind, tool, also = [] } = JSON.parse(line)
      return { text, kind, also, tool: `${kind} ${tool}` }
    })
}
