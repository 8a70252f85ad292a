// How fast tokens are counted, beside gpt-tokenizer, tiktoken and js-tiktoken (o200k_base). Needs `npm run build`.
//
//   node test/bench/tokens.mjs [--smoke]
//
// Writes results/tokens.json and, for a full run, results/tokens.md.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KINDS } from './corpus.mjs'

const smoke = process.argv.includes('--smoke')
const PROCESSES = smoke ? 1 : 5
const WARM_PASSES = smoke ? 1 : 5
const OURS = 'headroom-edge'
const RIVALS = ['gpt-tokenizer', 'tiktoken', 'js-tiktoken']
const CONTESTANTS = [OURS, 'headroom-edge, twin', ...RIVALS]
/** What is promised: so many times the fastest rival, a part of gpt-tokenizer's start-up, and bytes of the module. */
const LEAST_FIRST = 8
const LEAST_WARM = 6
const MOST_START_UP = 0.25
const MOST_BYTES = 10_000
/** Time of 20,000 letters without a break over that of as many letters in words. */
const MOST_UNBROKEN = 3

const here = fileURLToPath(new URL('.', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'headroom-edge-bench-'))
try {
  main()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function main() {
  const results = Object.entries(KINDS).map(([kind, text]) => timed(kind, text()))
  const unbroken = timedUnbroken()
  const report = [
    head(),
    speedTable(results),
    startUpTable(results),
    unbrokenTable(unbroken),
    verdict(results, unbroken),
  ].join('\n\n')
  process.stdout.write(`${report}\n`)
  writeFileSync(join(here, 'results/tokens.json'), JSON.stringify({ results, unbroken }, null, 1))
  if (!smoke) writeFileSync(join(here, 'results/tokens.md'), `${report}\n`)
}

/** Contestants take turns, so that a busy spell of the machine hits all of them. */
function timed(kind, text) {
  const file = join(scratch, `${kind}.txt`)
  writeFileSync(file, text)
  const runs = Object.fromEntries(CONTESTANTS.map((name) => [name, []]))
  for (let turn = 0; turn < PROCESSES; turn++) {
    for (const name of CONTESTANTS) runs[name].push(pass(name, file))
  }
  const medians = CONTESTANTS.map((name) => [
    name,
    {
      tokens: runs[name][0].tokens,
      startUp: median(runs[name].map((run) => run.startUp)),
      first: median(runs[name].map((run) => run.first)),
      warm: median(runs[name].map((run) => run.warm)),
    },
  ])
  return { kind, bytes: runs[OURS][0].bytes, ...Object.fromEntries(medians) }
}

function pass(name, file) {
  const script = join(here, 'tokens-pass.mjs')
  // The slowest needs seconds a pass; its second pass is like its fifth.
  const passes = name === 'js-tiktoken' ? 1 : WARM_PASSES
  return JSON.parse(execFileSync(process.execPath, [script, name, file, String(passes)]).toString())
}

function timedUnbroken() {
  const file = join(scratch, 'prose.txt')
  const script = join(here, 'tokens-unbroken.mjs')
  return [OURS, 'headroom-edge, twin', 'gpt-tokenizer'].map((name) => {
    const runs = Array.from({ length: PROCESSES }, () =>
      JSON.parse(execFileSync(process.execPath, [script, name, file]).toString()),
    )
    const ratio = (kind) => median(runs.map((run) => run[kind].unbroken / run[kind].words))
    return { name, letters: ratio('letters'), prose: ratio('prose'), again: ratio('again') }
  })
}

function unbrokenTable(unbroken) {
  const lines = unbroken.map(
    ({ name, letters, prose, again }) =>
      `| ${name} | ${letters.toFixed(1)} | ${prose.toFixed(1)} | ${again.toFixed(1)} |`,
  )
  return [
    '| 20,000 letters unbroken, times as many in words | random letters, new each time | words of prose, new each time | the same again |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n')
}

function median(values) {
  return [...values].sort((one, other) => one - other)[values.length >> 1]
}

function head() {
  const [{ model }] = cpus()
  return `# Counting tokens (o200k_base)\n\nNode ${process.version}, ${cpus().length} x ${model.trim()}, load ${loadavg()[0].toFixed(1)}. Median of ${PROCESSES} processes. First pass: text new to the process, each byte once. MB/s of UTF-8.`
}

function speedTable(results) {
  const lines = results.flatMap((result) => [
    ...CONTESTANTS.map((name) => {
      const { first, warm, tokens } = result[name]
      return `| ${result.kind} | ${name} | ${megabytes(first)} | ${megabytes(warm)} | ${tokens} |`
    }),
    `| ${result.kind} | **times the fastest rival** | **${firstRatio(result).toFixed(1)}** | **${warmRatio(result).toFixed(1)}** | |`,
  ])
  return ['| text | counter | first | warm | tokens |', '|---|---|---|---|---|', ...lines].join(
    '\n',
  )
}

function megabytes(perSecond) {
  return (perSecond / 1e6).toFixed(1)
}

function firstRatio(result) {
  return result[OURS].first / Math.max(...RIVALS.map((name) => result[name].first))
}

function warmRatio(result) {
  return result[OURS].warm / Math.max(...RIVALS.map((name) => result[name].warm))
}

function startUpOf(results, name) {
  return median(results.map((result) => result[name].startUp))
}

function startUpTable(results) {
  const lines = CONTESTANTS.map((name) => `| ${name} | ${startUpOf(results, name).toFixed(0)} |`)
  return ['| start-up: import, load, first count | ms |', '|---|---|', ...lines].join('\n')
}

function verdict(results, unbroken) {
  const { size } = statSync(new URL('../../dist/wasm/bpe.wasm', import.meta.url))
  const share = startUpOf(results, OURS) / startUpOf(results, 'gpt-tokenizer')
  const least = (ratio) => Math.min(...results.map(ratio))
  const promises = [
    [
      least(firstRatio) >= LEAST_FIRST,
      `first pass at least ${LEAST_FIRST} times the fastest rival: ${least(firstRatio).toFixed(1)}`,
    ],
    [
      least(warmRatio) >= LEAST_WARM,
      `warm at least ${LEAST_WARM} times: ${least(warmRatio).toFixed(1)}`,
    ],
    [
      share <= MOST_START_UP,
      `start-up at most ${MOST_START_UP} of gpt-tokenizer's: ${share.toFixed(2)}`,
    ],
    [
      unbroken[0].letters <= MOST_UNBROKEN && unbroken[0].again <= MOST_UNBROKEN,
      `unbroken letters at most ${MOST_UNBROKEN} times letters in words: ${unbroken[0].letters.toFixed(1)} new, ${unbroken[0].again.toFixed(1)} again`,
    ],
    [size < MOST_BYTES, `module under ${MOST_BYTES} bytes: ${size}`],
  ]
  if (promises.some(([kept]) => !kept)) process.exitCode = 1
  return promises.map(([kept, text]) => `- ${kept ? 'kept' : 'MISSED'}: ${text}`).join('\n')
}
