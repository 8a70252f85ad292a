// How fast compressing is beside counting with gpt-tokenizer, and how time and memory grow.
//
//   node test/bench/compress.mjs [--smoke]
//
// Writes results/compress.json and, for a full run, results/compress.md.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { child, fixed, markdown, median, ratioLine } from './tables.mjs'
import { findTexts, growText } from './texts.mjs'

const smoke = process.argv.includes('--smoke')
const PROCESSES = smoke ? 1 : 5
const WARM_PASSES = smoke ? 3 : 7
const MEGABYTE = 1_000_000
const sizes = (smoke ? [0.01, 0.1, 1] : [0.01, 0.1, 1, 10, 50]).map((size) => size * MEGABYTE)
const contestants = ['gpt-tokenizer', 'safe', 'balanced']
/** What is promised: half of the rival's first pass, and never more than its warm pass. */
const MOST_OF_FIRST = 0.5
const MOST_OF_WARM = 1
/** Peak memory above an idle process, in bytes per byte of input, at the largest size. */
const MOST_MEMORY = 12

const here = fileURLToPath(new URL('.', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'headroom-edge-bench-'))
try {
  await main()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

async function main() {
  const speed = timeTexts(await timedTexts())
  const growth = ['json', 'log'].flatMap((kind) =>
    ['safe', 'balanced'].flatMap((preset) => grow(kind, preset)),
  )
  const report = [head(), speedTable(speed), growthTable(growth), verdict(speed, growth)].join(
    '\n\n',
  )
  process.stdout.write(`${report}\n`)
  writeFileSync(join(here, 'results/compress.json'), JSON.stringify({ speed, growth }, null, 1))
  if (!smoke) writeFileSync(join(here, 'results/compress.md'), `${report}\n`)
}

async function timedTexts() {
  const found = await findTexts(scratch)
  const grown = (smoke ? [] : [1, 10]).flatMap((megabytes) =>
    ['json', 'log'].map((kind) => ({
      name: `grown/${kind} of ${megabytes} MB`,
      kind,
      file: growText({ kind, bytes: megabytes * MEGABYTE, scratch }),
    })),
  )
  return [...(smoke ? found.filter((_, at) => at % 4 === 0) : found), ...grown]
}

/** Contestants take turns, so that a busy spell of the machine hits all of them. */
function timeTexts(texts) {
  const files = texts.map(({ file }) => file)
  const runs = new Map(contestants.map((name) => [name, []]))
  for (let at = 0; at < PROCESSES; at++) {
    const first = Math.floor((at * files.length) / PROCESSES)
    for (const name of contestants) {
      runs.get(name).push(child('pass.mjs', [name, first, WARM_PASSES, ...files]))
    }
  }
  const of = (name, file, pass) => {
    const all = runs.get(name).map((times) => times[file][pass])
    return {
      clock: median(all.map(({ clock }) => clock)),
      processor: median(all.map(({ processor }) => processor)),
    }
  }
  return texts.map(({ name, kind, file }) => {
    const both = (contestant) => ({
      first: of(contestant, file, 'first'),
      warm: of(contestant, file, 'warm'),
    })
    return {
      name,
      kind,
      bytes: statSync(file).size,
      rival: both('gpt-tokenizer'),
      safe: both('safe'),
      balanced: both('balanced'),
    }
  })
}

function grow(kind, preset) {
  const idle = median([1, 2, 3].map(() => child('growth.mjs', [preset]).peak))
  return sizes.map((bytes) => {
    const file = growText({ kind, bytes, scratch })
    const runs = (bytes > 5 * MEGABYTE ? [1] : [1, 2, 3]).map(() =>
      child('growth.mjs', [preset, file]),
    )
    const [{ bytes: size, tokensBefore, tokensAfter }] = runs
    const milliseconds = median(runs.map((run) => run.milliseconds))
    const memory = (median(runs.map(({ peak }) => peak)) - idle) / size
    return {
      kind,
      preset,
      bytes: size,
      milliseconds,
      memory,
      saved: 1 - tokensAfter / tokensBefore,
    }
  })
}

function head() {
  const { version } = JSON.parse(
    readFileSync(new URL('../../node_modules/gpt-tokenizer/package.json', import.meta.url), 'utf8'),
  )
  return `# Compressing, beside counting

Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, gpt-tokenizer ${version}, o200k_base. Milliseconds, medians of ${PROCESSES} processes a
contestant. "First": text new to the process, each byte once. "Warm": the same text again, median of ${WARM_PASSES} passes.
"safe" packs; "balanced" also folds and keeps the original. Both count before and after and prove every result.`
}

function speedTable(speed) {
  const both = (of) => `${fixed(of('safe'))} / ${fixed(of('balanced'))}`
  const rows = speed.map((row) => [
    row.name,
    fixed(row.bytes / 1000, 0),
    fixed(row.rival.first.clock),
    fixed(row.rival.warm.clock),
    both((preset) => row[preset].first.clock),
    both((preset) => row[preset].warm.clock),
    both((preset) => row[preset].first.clock / row.rival.first.clock),
    both((preset) => row[preset].warm.clock / row.rival.warm.clock),
  ])
  const names = [
    'text',
    'KB',
    'rival first',
    'rival warm',
    'safe / balanced first',
    'safe / balanced warm',
    'first ÷ rival first',
    'warm ÷ rival warm',
  ]
  return markdown(names, rows)
}

function growthTable(growth) {
  const rows = growth.map(({ kind, preset, bytes, milliseconds, memory, saved }) => [
    kind,
    preset,
    fixed(bytes / MEGABYTE),
    fixed(milliseconds, 1),
    fixed(bytes / MEGABYTE / (milliseconds / 1000), 1),
    bytes < MEGABYTE ? '-' : fixed(memory, 1),
    `${fixed(saved * 100, 1)} %`,
  ])
  return `Growth: one text, once, in a process of its own.\n\n${markdown(['kind', 'preset', 'MB', 'ms', 'MB/s', 'peak memory ÷ input', 'saved'], rows)}`
}

/** Ratios to the rival over all texts and presets, by the clock or of processor time. */
function ratiosOf(speed, pass, measure) {
  return speed.flatMap((row) =>
    ['safe', 'balanced'].map((preset) => ({
      name: `${row.name} (${preset})`,
      ratio: row[preset][pass][measure] / row.rival[pass][measure],
    })),
  )
}

function verdict(speed, growth) {
  const presets = ['safe', 'balanced']
  const lines = [
    ratioLine('first pass, clock', ratiosOf(speed, 'first', 'clock'), MOST_OF_FIRST),
    ratioLine('first pass, processor', ratiosOf(speed, 'first', 'processor'), MOST_OF_FIRST),
    ratioLine('warm pass, clock', ratiosOf(speed, 'warm', 'clock'), MOST_OF_WARM),
    ratioLine('warm pass, processor', ratiosOf(speed, 'warm', 'processor'), MOST_OF_WARM),
  ]
  const largest = growth.filter(({ bytes }) => bytes >= Math.max(...sizes))
  const memory = largest
    .map((row) => `${row.kind} ${row.preset} ${fixed(row.memory, 1)}`)
    .join(', ')
  const slowest = ['json', 'log'].flatMap((kind) =>
    presets.map((preset) => {
      const speeds = growth
        .filter((row) => row.kind === kind && row.preset === preset && row.bytes >= MEGABYTE)
        .map((row) => row.bytes / row.milliseconds)
      return `${kind} ${preset} ${fixed((speeds.at(-1) ?? 1) / (speeds[0] ?? 1))}`
    }),
  )
  return [
    ...lines,
    `- peak memory at ${fixed(Math.max(...sizes) / MEGABYTE, 0)} MB, above idle, per byte of input (at most ${MOST_MEMORY}): ${memory}`,
    `- speed at the largest size beside that at 1 MB (1 is linear): ${slowest.join(', ')}`,
  ].join('\n')
}
