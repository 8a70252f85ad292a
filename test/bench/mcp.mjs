// `npm run bench:mcp`: what the gateway adds to a tool's result, beside what gpt-tokenizer takes to count its tokens;
// what 10,000 calls leave in memory; and, where `npm run gate:agents` has installed them, the tokens that it saves on
// tools of servers from npm. Needs `npm run build`.
//
//   node test/bench/mcp.mjs [--calls 10000]
//
// Writes results/mcp.md; ends with 1 where a promise is broken.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { converse } from './mcp/conversation.mjs'
import { textOf } from './mcp/texts.mjs'
import { fixed, markdown, median } from './tables.mjs'

/** Promised: milliseconds added to 2 KB, and bytes of growth over all calls but the first quarter. */
const MOST_ADDED = 2
const MOST_GROWTH = 16 << 20
const at = process.argv.indexOf('--calls')
const CALLS = at === -1 ? 10_000 : Number(process.argv[at + 1])
const SIZES = [
  { title: 'log, 2 KB', kind: 'log', bytes: 2000, rounds: 300 },
  { title: 'JSON, 2 KB', kind: 'json', bytes: 2000, rounds: 300 },
  { title: 'log, 100 KB', kind: 'log', bytes: 100_000, rounds: 60 },
  { title: 'JSON, 100 KB', kind: 'json', bytes: 100_000, rounds: 60 },
]

/** What the gateway says of a tool at its end. */
const SAID = /^headroom: (\S+): (\d+) tokens became (\d+) in (\d+) texts?$/gm

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = join(root, 'dist/runtime-node/cli/main.js')
const server = [process.execPath, fileURLToPath(new URL('mcp/server.mjs', import.meta.url))]
const home = mkdtempSync(join(tmpdir(), 'headroom-bench-mcp-'))
const behind = (command) =>
  converse([process.execPath, main, 'mcp', 'gateway', '--', ...command], { HEADROOM_HOME: home })

const THOUGHT = { thought: 'first', thoughtNumber: 1, totalThoughts: 2, nextThoughtNeeded: true }

/** What is asked of servers from npm: of the file system, about this project. */
const SESSIONS = [
  [
    'filesystem',
    [root],
    [
      ['read_text_file', { path: join(root, 'package-lock.json') }],
      ['read_text_file', { path: join(root, 'src/engine/engine.ts') }],
      ['read_text_file', { path: join(root, 'CHANGELOG.md') }],
      ['directory_tree', { path: join(root, 'src') }],
      ['list_directory', { path: join(root, 'src/proxy') }],
      ['list_directory_with_sizes', { path: join(root, 'src/engine/text') }],
      ['search_files', { path: join(root, 'src'), pattern: '**/*.ts' }],
    ],
  ],
  [
    'memory',
    [],
    [
      ['create_entities', { entities: entities(80) }],
      ['read_graph', {}],
      ['search_nodes', { query: 'zone 1' }],
    ],
  ],
  [
    'everything',
    [],
    [
      ['echo', { message: textOf({ kind: 'log', bytes: 20_000, seed: 3 }) }],
      ['get-structured-content', { location: 'Chicago' }],
    ],
  ],
  ['sequential-thinking', [], [['sequentialthinking', THOUGHT]]],
]

try {
  const [times, growth, tokens] = [await timed(), await grown(), await saved()]
  const kept = times.every(({ isKept }) => isKept) && growth.bytes < MOST_GROWTH
  const text = report({ times, growth, tokens, kept })
  if (CALLS === 10_000) writeFileSync(new URL('results/mcp.md', import.meta.url), `${text}\n`)
  console.log(text)
  process.exitCode = kept ? 0 : 1
} finally {
  rmSync(home, { recursive: true, force: true })
}

/** Direct, behind the gateway, and counting take turns, so that a busy spell of the machine hits all. */
async function timed() {
  const [direct, gateway] = [converse(server), behind(server)]
  await gateway.ask('tools/list')
  const results = []
  for (const { title, kind, bytes, rounds } of SIZES) {
    const runs = { direct: [], gateway: [], counting: [] }
    for (let round = -Math.ceil(rounds / 3); round < rounds; round++) {
      const params = { name: 'log', arguments: { kind, bytes, seed: rounds + round } }
      const one = {
        direct: (await direct.ask('tools/call', params)).milliseconds,
        gateway: (await gateway.ask('tools/call', params)).milliseconds,
        counting: counted(textOf({ kind, bytes, seed: rounds + round })),
      }
      if (round >= 0) for (const [name, value] of Object.entries(one)) runs[name].push(value)
    }
    results.push(resultOf(title, runs))
  }
  await Promise.all([direct.end(), gateway.end()])
  return results
}

function resultOf(title, runs) {
  const [direct, gateway, counting] = [runs.direct, runs.gateway, runs.counting].map(median)
  const added = gateway - direct
  const isKept = title.endsWith(' 2 KB') ? added < MOST_ADDED : added < counting
  return { title, direct, gateway, counting, added, isKept }
}

function counted(text) {
  const start = performance.now()
  encode(text)
  return performance.now() - start
}

/** Bytes in memory as the calls go by. */
async function grown() {
  const gateway = behind(server)
  await gateway.ask('tools/list')
  const seen = []
  for (let seed = 0; seed < CALLS; seed++) {
    await gateway.ask('tools/call', { name: 'log', arguments: { kind: 'log', bytes: 2000, seed } })
    if ((seed + 1) % Math.ceil(CALLS / 20) === 0) seen.push(rssOf(gateway.pid))
  }
  await gateway.end()
  const [early, late] = [seen.slice(5, 10), seen.slice(-5)].map(median)
  return { early, late, bytes: late - early }
}

function rssOf(pid) {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** Tokens by tool, as the gateway tells them at its end. */
async function saved() {
  const bin = (name) => join(root, 'test/agents/node_modules/.bin', `mcp-server-${name}`)
  if (!existsSync(bin('filesystem'))) return []
  const rows = []
  for (const [name, flags, calls] of SESSIONS) {
    process.env.MEMORY_FILE_PATH = join(home, 'memory.jsonl')
    const gateway = behind([bin(name), ...flags])
    await gateway.ask('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1' },
    })
    gateway.notify('notifications/initialized')
    await gateway.ask('tools/list')
    for (const [tool, given] of calls)
      await gateway.ask('tools/call', { name: tool, arguments: given })
    for (const [, tool, before, after, texts] of (await gateway.end()).matchAll(SAID))
      rows.push([`${name}: ${tool}`, texts, before, after, percent(Number(before), Number(after))])
  }
  return rows
}

function entities(count) {
  return Array.from({ length: count }, (_, number) => ({
    name: `service-${number}`,
    entityType: 'service',
    observations: [
      `runs in zone ${number % 3}`,
      `was deployed ${number} days ago by team ${number % 5}`,
    ],
  }))
}

function percent(before, after) {
  return before === 0 ? '' : `${Math.round((1 - after / before) * 100)} %`
}

function report({ times, growth, tokens, kept }) {
  const megabytes = (bytes) => `${fixed(bytes / 2 ** 20, 1)} MiB`
  const rows = times.map(({ title, direct, gateway, added, counting, isKept }) => [
    title,
    ...[direct, gateway, added, counting].map((value) => fixed(value)),
    isKept ? 'kept' : 'broken',
  ])
  return [
    `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`,
    'Milliseconds at the median. Promised: less than 2 added to 2 KB, and less than counting takes to 100 KB.',
    markdown(['result', 'direct', 'gateway', 'added', 'gpt-tokenizer counts', 'promise'], rows),
    `Memory over ${CALLS} calls: ${megabytes(growth.early)} after a quarter to a half, ${megabytes(growth.late)} in the last quarter.`,
    tokens.length === 0
      ? 'Servers from npm: not installed; run npm run gate:agents.'
      : markdown(['tool', 'texts', 'tokens', 'behind the gateway', 'saved'], tokens),
    kept ? 'All promises kept.' : 'A promise is broken.',
  ].join('\n\n')
}
