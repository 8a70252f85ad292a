// `node test/bench/sessions.mjs [--only NAME,…] [--settings default,…] [--worker NAME,…] [--save]`: whole sessions of an
// agent, turn by turn, through two proxies that take turns. Two in Node share a folder: one is killed, one is
// ended and started again, and the folder is emptied; two workers have a store each, and one loses it. Prints
// how often a request began with all that was sent the turn before, and what the input would be billed with a
// prefix cache, directly and through the proxy. `--save` writes results/sessions.{md,json}.
//
// Prices beside an uncached token: write 1.25, read 0.1. 20,000 tokens of system text and tools stand before
// the messages, and our tool where it is appended. Charged with a round trip and the whole block: a fact that
// the next answer needs and that is out of sight (what is packed is in sight), and a block of which less than
// a twentieth is in sight.

import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { byKind } from './sessions/kinds.mjs'
import { nodePair, workerPair } from './sessions/proxies.mjs'
import { replay } from './sessions/replay.mjs'
import { kindTable, sessionTable, summary } from './sessions/report.mjs'
import { sessions } from './sessions/sources.mjs'
import { startUpstream } from './sessions/upstream.mjs'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    settings: { type: 'string', default: 'default,no-inject,safe' },
    // One a format: wrangler takes its time to start.
    worker: { type: 'string', default: 'commander,undici,ws,zod' },
    save: { type: 'boolean', default: false },
  },
})

const SETTINGS = {
  default: [],
  'no-inject': ['--no-inject'],
  safe: ['--preset', 'safe'],
}

const all = sessions()
const upstream = await startUpstream()
const columns = []
const asked = named(values.settings).map((settings) => ['node', settings, values.only])
if (values.worker !== '') asked.splice(1, 0, ['worker', 'default', values.worker])
for (const one of asked) {
  columns.push(await column(...one))
  if (values.save) save(text())
}
await upstream.stop()
process.stdout.write(text())
process.exitCode = columns.every(({ rows }) => rows.every(isSound)) ? 0 : 1

function named(list) {
  return list.split(',').filter((name) => name !== '')
}

function text() {
  const recorded = columns[0].rows.filter(({ calls }) => calls.length > 0)
  return [
    '## Sessions through the proxy',
    '',
    'Input as it would be billed, in uncached tokens: cache writes 1.25, reads 0.1.',
    ...columns.flatMap(({ title, rows }) => [
      '',
      `### ${title}`,
      '',
      sessionTable(rows),
      '',
      summary(rows),
    ]),
    '',
    '### Tokens of tool results in the recorded sessions',
    '',
    kindTable(byKind(recorded)),
    '',
  ].join('\n')
}

async function column(host, settings, only) {
  const rows = []
  const wanted = all.filter(({ name }) => only.split(',').some((part) => name.includes(part)))
  for (const { name, format, requests, calls } of wanted) {
    const pair =
      host === 'node'
        ? await nodePair(upstream.url, SETTINGS[settings])
        : await workerPair(upstream.url)
    try {
      rows.push({ name, format, calls, ...(await replay(requests, pair, upstream)) })
    } finally {
      await pair.stop()
    }
    process.stderr.write(`${host} ${settings} ${name}\n`)
  }
  return { title: `${host}, ${settings} settings`, rows }
}

/** No prefix was broken, and nothing costs more than without the proxy. */
function isSound({ kept, direct, ours }) {
  return kept === 1 && ours <= direct
}

function save(markdown) {
  const results = fileURLToPath(new URL('./results/', import.meta.url))
  const figures = columns.map(({ title, rows }) => ({
    title,
    rows: rows.map(({ calls: _calls, blocks: _blocks, ...row }) => row),
  }))
  writeFileSync(`${results}sessions.md`, markdown)
  writeFileSync(`${results}sessions.json`, `${JSON.stringify(figures, undefined, 2)}\n`)
}
