// How fast compressing is beside counting with gpt-tokenizer, for every kind but JSON and logs, and how time grows.
//
//   node test/bench/other-kinds.mjs [--smoke]
//
// Writes results/other-kinds.json and, for a full run, results/other-kinds.md.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { child, fixed, markdown, median, ratioLine } from './tables.mjs'
import { findOtherTexts } from './texts.mjs'

const smoke = process.argv.includes('--smoke')
const PROCESSES = smoke ? 1 : 5
const WARM_PASSES = smoke ? 3 : 5
const TEXTS = smoke ? 1 : 4
const sizes = smoke ? [100_000, 400_000] : [250_000, 1_000_000, 4_000_000]
const contestants = ['gpt-tokenizer', 'safe', 'balanced']
/** What is promised: less time than the rival's first pass; outlines by a parser are apart. */
const MOST_OF_FIRST = 1

const here = fileURLToPath(new URL('.', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'headroom-edge-kinds-'))
try {
  const texts = findOtherTexts(scratch, TEXTS)
  const speed = timeTexts(texts)
  const growth = [...new Set(texts.map(({ kind }) => kind))].map((kind) => grow(kind, texts))
  const report = `${[head(), speedTable(speed), growthTable(growth), verdict(speed)].join('\n\n')}\n`
  process.stdout.write(report)
  writeFileSync(join(here, 'results/other-kinds.json'), JSON.stringify({ speed, growth }, null, 1))
  if (!smoke) writeFileSync(join(here, 'results/other-kinds.md'), report)
} finally {
  rmSync(scratch, { recursive: true, force: true })
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
  return texts.map(({ name, kind, file }) => {
    const of = (contestant, pass) =>
      median(runs.get(contestant).map((times) => times[file][pass].clock))
    const both = (contestant) => ({ first: of(contestant, 'first'), warm: of(contestant, 'warm') })
    const [rival, safe, balanced] = contestants.map(both)
    return { name, kind, bytes: statSync(file).size, rival, safe, balanced }
  })
}

/** A kind's texts one after another, again and again, up to each size. */
function grow(kind, texts) {
  const whole = texts
    .filter((one) => one.kind === kind)
    .map(({ file }) => readFileSync(file, 'utf8'))
    .join('\n')
  const milliseconds = sizes.map((size) => {
    const file = join(scratch, `${kind}-${size}.grown`)
    writeFileSync(file, whole.repeat(Math.ceil(size / whole.length)).slice(0, size))
    return child('growth.mjs', ['safe', file]).milliseconds
  })
  return { kind, milliseconds }
}

function head() {
  return `# Every other kind, beside counting

Node ${process.versions.node}. Milliseconds by the clock, medians of ${PROCESSES} processes a contestant; the rival counts with
gpt-tokenizer. "First": text new to the process, each byte once. "Warm": the same text again. Real outputs and files.`
}

function speedTable(speed) {
  const both = (of) => `${fixed(of('safe'))} / ${fixed(of('balanced'))}`
  const rows = speed.map((row) => [
    row.name,
    fixed(row.bytes / 1000, 0),
    fixed(row.rival.first),
    both((preset) => row[preset].first),
    both((preset) => row[preset].first / row.rival.first),
    both((preset) => row[preset].warm / row.rival.warm),
  ])
  const names = [
    'text',
    'KB',
    'rival first',
    'safe / balanced first',
    'first ÷ first',
    'warm ÷ warm',
  ]
  return markdown(names, rows)
}

function growthTable(growth) {
  const names = ['kind', ...sizes.map((size) => `${size / 1e6} MB`), 'largest ÷ linear']
  const rows = growth.map(({ kind, milliseconds }) => {
    const [before, last] = milliseconds.slice(-2)
    const linear = (before * sizes.at(-1)) / sizes.at(-2)
    return [kind, ...milliseconds.map((value) => fixed(value, 0)), fixed(last / linear)]
  })
  return `Growth, \`safe\`, milliseconds in a process of its own.\n\n${markdown(names, rows)}`
}

function verdict(speed) {
  const ratios = (kinds, pass) =>
    speed
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap((row) =>
        ['safe', 'balanced'].map((preset) => ({
          name: `${row.name} (${preset})`,
          ratio: row[preset][pass] / row.rival[pass],
        })),
      )
  const kinds = [...new Set(speed.map(({ kind }) => kind))]
  return ['first', 'warm']
    .flatMap((pass) => [
      ...kinds.map((kind) =>
        ratioLine(`${kind}, ${pass} pass`, ratios([kind], pass), MOST_OF_FIRST),
      ),
      ratioLine(`all, ${pass} pass`, ratios(kinds, pass), MOST_OF_FIRST),
    ])
    .join('\n')
}
