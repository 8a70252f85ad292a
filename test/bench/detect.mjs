// What telling a text's kind costs beside counting its tokens with gpt-tokenizer, on the labelled corpus.
//
//   node test/bench/detect.mjs [--smoke]
//   node test/bench/detect.mjs --pass <detect|gpt-tokenizer> <warm passes>      (one process of it)
//
// Every contestant runs in processes of its own; the first pass meets each text once, unwarmed. Writes
// results/detect.json and, for a full run, results/detect.md.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { fromSource } from './from-source.mjs'

const smoke = process.argv.includes('--smoke')
const PROCESSES = smoke ? 1 : 5
const WARM_PASSES = smoke ? 3 : 9
/** What is promised: a tenth of counting, when everything is new and when all is warm. */
const MOST_OF_COUNTING = 0.1

const here = fileURLToPath(new URL('.', import.meta.url))
const at = process.argv.indexOf('--pass')
if (at === -1) main()
else await pass(process.argv[at + 1], Number(process.argv[at + 2]))

function main() {
  const runs = { detect: [], 'gpt-tokenizer': [] }
  for (let turn = 0; turn < PROCESSES; turn++) {
    for (const name of Object.keys(runs)) runs[name].push(child(name))
  }
  const of = (name, which) => median(runs[name].map((run) => run[which]))
  const rows = ['first', 'warm'].map((which) => {
    const [detect, counting] = [of('detect', which), of('gpt-tokenizer', which)]
    return { which, detect, counting, share: detect / counting }
  })
  const { texts, characters } = runs.detect[0]
  const report = [
    `## Telling kinds apart\n\n${texts} outputs and files of all kinds, ${(characters / 1e6).toFixed(1)} MB; milliseconds of processor time for all.`,
    ['| pass | detect | gpt-tokenizer | share |', '| --- | --- | --- | --- |']
      .concat(
        rows.map(
          ({ which, detect, counting, share }) =>
            `| ${which} | ${detect.toFixed(1)} | ${counting.toFixed(1)} | ${(share * 100).toFixed(1)} % |`,
        ),
      )
      .join('\n'),
  ].join('\n\n')
  process.stdout.write(`${report}\n`)
  writeFileSync(`${here}results/detect.json`, JSON.stringify(rows, null, 1))
  if (!smoke) writeFileSync(`${here}results/detect.md`, `${report}\n`)
  if (rows.some(({ share }) => share > MOST_OF_COUNTING)) process.exitCode = 1
}

function child(name) {
  const args = [fileURLToPath(import.meta.url), '--pass', name, String(WARM_PASSES)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

async function pass(name, warmPasses) {
  const run = await contestantNamed(name)
  const texts = ['open', 'frozen'].flatMap(textsOf)
  const first = timed(run, texts)
  const warm = []
  for (let nth = 0; nth < warmPasses; nth++) warm.push(timed(run, texts))
  const characters = texts.reduce((sum, text) => sum + text.length, 0)
  process.stdout.write(
    JSON.stringify({ first, warm: median(warm), texts: texts.length, characters }),
  )
}

/** Milliseconds of processor time: says more than the clock where a machine has other things to do. */
function timed(run, texts) {
  const used = process.cpuUsage()
  for (const text of texts) run(text)
  const { user, system } = process.cpuUsage(used)
  return (user + system) / 1000
}

async function contestantNamed(name) {
  if (name === 'gpt-tokenizer')
    return (await import('gpt-tokenizer/encoding/o200k_base')).countTokens
  return (await fromSource('src/engine/detect/detect.ts')).detect
}

function textsOf(set) {
  const file = new URL(`../fixtures/detection/${set}.jsonl.br`, import.meta.url)
  const lines = brotliDecompressSync(readFileSync(file)).toString('utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line).text)
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
