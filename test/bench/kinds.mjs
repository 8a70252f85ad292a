// `node test/bench/kinds.mjs [--set dev]`: every kind of content, ours beside minifying, TOON and llmtrim on the same
// cases, with the share of needed facts that are still in sight. Needs the cases: $HEADROOM_EVAL_DIR, else ../shared/eval.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measuringStick } from '../../scripts/measuring-stick.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { values } = parseArgs({ options: { set: { type: 'string', default: 'dev' } } })

const stick = measuringStick()
if (stick === undefined) {
  process.stdout.write('No measuring stick; set HEADROOM_EVAL_DIR to its folder.\n')
  process.exit(0)
}

const ours = join(here, '../eval/adapter.mjs')
const llmtrim = join(here, '../eval/llmtrim-adapter.mjs')
const contestants = [
  { name: 'safe', impl: ours, env: { HEADROOM_EVAL: 'safe' } },
  { name: 'balanced', impl: ours, env: { HEADROOM_EVAL: 'balanced' } },
  { name: 'balanced, no query', impl: ours, env: { HEADROOM_EVAL: 'balanced-no-query' } },
  { name: 'aggressive', impl: ours, env: { HEADROOM_EVAL: 'aggressive' } },
  { name: 'minify', impl: join(stick, 'adapters/json-minify.mjs') },
  { name: 'TOON', impl: join(stick, 'adapters/toon.mjs') },
  { name: 'llmtrim safe', impl: llmtrim, env: { LLMTRIM: 'safe' } },
  { name: 'llmtrim agent', impl: llmtrim, env: { LLMTRIM: 'agent' } },
]

const scratch = mkdtempSync(join(tmpdir(), 'headroom-edge-kinds-'))
try {
  const text = report(contestants.map(score))
  writeFileSync(join(here, 'results/kinds.md'), text)
  process.stdout.write(text)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/** What the scorer found, by kind and in total. */
function score({ name, impl, env }, index) {
  const out = join(scratch, `${index}.json`)
  const run = spawnSync(
    process.execPath,
    [join(stick, 'score.mjs'), '--impl', impl, '--set', values.set, '--no-second', '--out', out],
    { cwd: stick, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  if (run.status !== 0 || !existsSync(out)) throw new Error(`the scorer failed for ${name}`)
  const { kinds, total, cases } = JSON.parse(readFileSync(out, 'utf8'))
  return { name, kinds: { ...kinds, 'all but stress': total }, cases }
}

function report(scored) {
  const kinds = Object.keys(scored[0].kinds)
  const rows = kinds.map((kind) => {
    const { before } = scored[0].kinds[kind]
    const cells = scored.map(({ kinds: found }) => cellOf(found[kind]))
    return `| ${[kind, before, ...cells, speedOf(scored[0].cases, kind)].join(' | ')} |`
  })
  const heads = ['kind', 'tokens', ...scored.map(({ name }) => name), 'safe, MB/s']
  return `# Every kind of content, beside others

Per cent of tokens saved (o200k_base, all messages), and in brackets the share of needed facts in sight or given back by
unpacking, where it is not 100. Set \`${values.set}\`, Node ${process.versions.node}. Speed: request bodies a second, counting included.

| ${heads.join(' | ')} |
| --- |${' --: |'.repeat(heads.length - 1)}
${rows.join('\n')}
`
}

function cellOf({ savings, recall, crashes }) {
  const lost = recall === null || recall === 100 ? '' : ` (${recall})`
  return `${savings}${lost}${crashes > 0 ? `, ${crashes} crashed` : ''}`
}

/** Megabytes of case files a second. */
function speedOf(cases, kind) {
  const own = cases.filter((one) =>
    kind === 'all but stress' ? one.kind !== 'stress' : one.kind === kind,
  )
  const bytes = own.reduce(
    (sum, { id }) => sum + statSync(join(stick, 'cases', values.set, `${id}.json`)).size,
    0,
  )
  const ms = own.reduce((sum, one) => sum + one.ms, 0)
  return (bytes / 1000 / ms).toFixed(1)
}
