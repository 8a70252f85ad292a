// `npm run bench:proxy`: what a request costs on its way, beside going direct, a plain pipe in Node, and
// Portkey's gateway. One scripted upstream for all; each contestant in a process of its own; all take turns.
// `npm run bench:worker`: the same in workerd, beside a bare route of Hono's under the same wrangler dev.
// Every request is a further turn of one of many conversations, whose turn before came by, too.

import { fork, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { fileURLToPath } from 'node:url'
import { batch, bodyMaker, processorTime } from './proxy/load.mjs'
import { fixed, markdown, median } from './tables.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const WARMING = Number(process.env.WARMING ?? 1500)
const SIZES = [
  { title: '2 KB', bytes: 2000, count: 600, conversations: 300 },
  { title: '100 KB', bytes: 100_000, count: 120, conversations: 60 },
  { title: '1 MB', bytes: 1_000_000, count: 32, conversations: 32 },
]
const IN_NODE = ['plain', 'off', 'on', 'portkey']
const IN_WORKERD = ['bareWorker', 'workerOff', 'workerOn']
const isWorker = process.argv[2] === 'worker'
const NAMES = isWorker ? IN_WORKERD : IN_NODE
/** What the others are compared with. */
const [MEASURE] = NAMES
const TITLES = {
  direct: 'direct',
  plain: 'plain pipe',
  off: 'ours, off',
  on: 'ours, on',
  portkey: 'Portkey',
  bareWorker: 'bare Hono',
  workerOff: 'ours, off',
  workerOn: 'ours, on',
}

const rivals = fileURLToPath(new URL('rivals/', import.meta.url))
if (!isWorker && !existsSync(`${rivals}node_modules`)) {
  spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: rivals, stdio: 'inherit' })
}

const upstream = await start('upstream')
const contestants = { direct: upstream }
for (const name of NAMES) contestants[name] = await start(name, upstream.base)
if (!isWorker) await untilAnswering(contestants.portkey)
for (const contestant of Object.values(contestants)) await warmUp(contestant)

const results = []
for (const size of SIZES) {
  for (const isStream of [false, true]) {
    for (const connections of [1, 32]) {
      results.push(await measure({ ...size, isStream, connections }))
      process.stderr.write('.')
    }
  }
}
for (const { child } of Object.values(contestants)) child.kill()

const text = report(results)
writeFileSync(new URL(`results/${isWorker ? 'worker' : 'proxy'}.md`, import.meta.url), `${text}\n`)
console.log(`\n${text}`)
process.exit()

async function start(name, base = '') {
  const script = fileURLToPath(new URL('proxy/contestant.mjs', import.meta.url))
  const child = fork(script, [name, base], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const told = await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', () => reject(new Error(`${name} did not start`)))
  })
  return { pid: child.pid, ...told, child }
}

async function untilAnswering(contestant) {
  for (let tries = 0; ; tries++) {
    try {
      const makeBody = bodyMaker({ bytes: 500, seed: 0, conversations: 1 })
      await batch(contestant, { makeBody, count: 1, connections: 1, isStream: false })
      return
    } catch (error) {
      if (tries === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Until what runs is compiled: all are compared as they run after some minutes of work. */
async function warmUp(contestant) {
  for (const isStream of [false, true]) {
    const makeBody = bodyMaker({ bytes: 2000, seed: `before ${isStream}`, conversations: 100 })
    await batch(contestant, { makeBody, count: WARMING, connections: 8, isStream })
  }
}

async function measure({ title, bytes, count, conversations, isStream, connections }) {
  const names = Object.keys(contestants)
  const runs = Object.fromEntries(names.map((name) => [name, []]))
  const seed = `${title} ${isStream} ${connections}`
  const loads = names.map((name) => {
    const makeBody = bodyMaker({ bytes, seed, conversations })
    return [name, { makeBody, count, connections, isStream }]
  })
  // Each contestant is to know all conversations.
  for (const [name, load] of loads) {
    await batch(contestants[name], { ...load, count: conversations })
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, load] of loads) {
      const { pid } = contestants[name]
      const before = processorTime(pid)
      const { times, took } = await batch(contestants[name], load)
      const used = before === undefined ? Number.NaN : (processorTime(pid) - before) / count
      runs[name].push({ latency: median(times), rate: (1000 * count) / took, used })
    }
  }
  const figures = names.map((name) => [name, middleOf(runs[name])])
  return { title, isStream, connections, figures: Object.fromEntries(figures) }
}

function middleOf(runs) {
  const of = (key) => median(runs.map((run) => run[key]))
  return { latency: of('latency'), rate: of('rate'), used: of('used') }
}

function report(all) {
  const rows = all.flatMap(({ title, isStream, connections, figures }) =>
    Object.entries(figures).map(([name, { latency, rate, used }]) => [
      `${title}${isStream ? ', streamed' : ''}, ${connections} at once`,
      TITLES[name],
      fixed(rate, 0),
      `${fixed((100 * rate) / figures[MEASURE].rate, 0)} %`,
      name === 'direct' ? '' : fixed(1000 * (latency - figures.direct.latency), 0),
      name === 'direct' ? '' : fixed(used, 0),
    ]),
  )
  const columns = [
    'bodies',
    'through',
    'requests/s',
    isWorker ? 'of bare Hono' : 'of the plain pipe',
    'added, µs',
    'processor, µs',
  ]
  return `# What a request costs on its way${isWorker ? ' through workerd, under wrangler dev' : ''}

Medians of ${ROUNDS} rounds in which all take turns, each in a process of its own. Every request is a
further turn of one of many conversations whose turn before came by, too, and every process has served ${2 * WARMING} before. *added*: the median latency above going direct.
*processor*: its process's time for one request. Node ${process.version}, ${platform()} ${arch()},
${cpus().length} processors.

${markdown(columns, rows)}`
}
