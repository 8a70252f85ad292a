// Scores the built package on the measuring stick, once per setting, and prints its tables and totals.
//
//   npm run build && npm run eval [-- --set dev] [--kinds log,json-api] [safe balanced …]
//
// The cases are found at $HEADROOM_EVAL_DIR, else at ../shared/eval; without either there is nothing to do.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measuringStick } from './measuring-stick.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What the project promises, over all cases of these kinds together, and over all kinds. */
const ownKinds = /^(published|json-.*|log)$/
const promises = {
  safe: { savings: 55, savingsWithoutPublished: 45, recall: 100, allSavings: 38, allRecall: 100 },
  balanced: { savings: 75, recall: 97, allSavings: 70, allRecall: 95 },
  'balanced-no-query': {
    savings: 65,
    recall: 85,
    recoverable: 100,
    allSavings: 62,
    allRecall: 80,
    allRecoverable: 100,
  },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    set: { type: 'string', default: 'dev' },
    kinds: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
})

const scorer = measuringStick()
if (scorer === undefined) {
  process.stdout.write('No measuring stick; set HEADROOM_EVAL_DIR to its folder.\n')
  process.exit(0)
}
const asked = positionals.length > 0 ? positionals : Object.keys(promises)
const results = asked.map((settings) => ({ settings, result: score(settings) }))
for (const { settings, result } of results) process.stdout.write(totals(settings, result))
const broken = results.flatMap(({ settings, result }) => faults(settings, result))
for (const line of broken) process.stdout.write(`BROKEN ${line}\n`)
process.exit(broken.length === 0 ? 0 : 1)

function score(settings) {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-edge-score-'))
  const out = join(folder, 'score.json')
  try {
    mkdirSync(folder, { recursive: true })
    const flags = [
      '--impl',
      join(root, 'test/eval/adapter.mjs'),
      '--set',
      values.set,
      '--out',
      out,
      '--growth',
    ]
    const run = spawnSync(
      process.execPath,
      [join(scorer, 'score.mjs'), ...flags, ...(values.kinds ? ['--kinds', values.kinds] : [])],
      {
        cwd: scorer,
        env: { ...process.env, HEADROOM_EVAL: settings },
        stdio: ['ignore', values.quiet ? 'ignore' : 'inherit', 'inherit'],
      },
    )
    if (run.status !== 0 || !existsSync(out)) throw new Error(`the scorer failed for ${settings}`)
    return JSON.parse(readFileSync(out, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function percent(part, whole) {
  return whole === 0 ? Number.NaN : Math.round((part / whole) * 1000) / 10
}

/** Tokens and needed facts over some cases together. */
function sumOf(cases) {
  const add = (of) => cases.reduce((sum, one) => sum + of(one), 0)
  const needed = cases.flatMap(({ probes }) => probes.filter(({ asked }) => asked !== 'followup'))
  const [before, after] = [add((one) => one.before), add((one) => one.after)]
  return {
    cases: cases.length,
    before,
    after,
    savings: percent(before - after, before),
    effective: percent(before - add((one) => one.effective ?? one.after), before),
    recall: percent(needed.filter(({ ok }) => ok).length, needed.length),
    recoverable: percent(needed.filter(({ recoverable }) => recoverable).length, needed.length),
  }
}

function totals(settings, { cases }) {
  const own = cases.filter(({ kind }) => ownKinds.test(kind))
  const sets = [
    ['published + json-* + log', sumOf(own)],
    ['the same without published', sumOf(own.filter(({ kind }) => kind !== 'published'))],
    ['log', sumOf(cases.filter(({ kind }) => kind === 'log'))],
    ['every kind but stress', sumOf(cases.filter(({ kind }) => kind !== 'stress'))],
  ]
  const cell = (value, width) => String(Number.isNaN(value) ? '-' : value).padStart(width)
  const lines = sets.map(
    ([name, sum]) =>
      `${name.padEnd(28)}${cell(sum.cases, 6)}${cell(sum.before, 10)}${cell(sum.after, 9)}${cell(sum.savings, 8)}${cell(sum.effective, 7)}${cell(sum.recall, 9)}${cell(sum.recoverable, 9)}`,
  )
  const promised = promises[settings]
  const promise =
    promised === undefined
      ? ''
      : `  (promised: ${Object.entries(promised)
          .map(([name, least]) => `${name} ${least}`)
          .join(', ')})`
  return `\n${settings}${promise}\n${''.padEnd(28)} cases    before    after   save%   eff%  recall%  +fetch%\n${lines.join('\n')}\n`
}

/** What may never be, whatever the savings. */
function faults(settings, { cases, growth, all }) {
  const of = (name, broken) => cases.filter(broken).map(({ id }) => `${settings}: ${name}: ${id}`)
  const mayMovePrefix = settings === 'balanced' || settings === 'aggressive'
  return [
    ...of('crash', ({ crash }) => crash),
    ...of('structure', ({ structure }) => structure?.length > 0),
    ...of('passthrough changed', ({ passthrough }) => passthrough === false),
    ...of('larger than before', ({ before, after }) => after > before),
    ...of('second run differs', ({ deterministic }) => deterministic === false),
    ...of('not restored', ({ restore }) => restore?.notAtAll > 0),
    ...of('problem', ({ problems }) => problems.length > 0),
    ...(all.markersMissing + all.markersNotExact > 0
      ? [`${settings}: ${all.markersMissing} markers missing, ${all.markersNotExact} not exact`]
      : []),
    ...(!mayMovePrefix && growth !== null && growth.calls > 0 && growth.stablePrefix < 100
      ? [`${settings}: only ${growth.stablePrefix} % of a prefix stays`]
      : []),
  ]
}
