// What 10,000 calls of tools leave behind in the gateway and in `mcp serve`: the heap after collecting garbage, bytes in
// memory and open handles, looked at ten times, and calls a second. Needs `npm run build`.
//
//   node test/bench/mcp-calls.mjs [10000]
//
// Ends with 1 where the heap has grown by more than is promised.
import { mkdtempSync, rmSync } from 'node:fs'
import { arch, cpus, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { converse } from './mcp/conversation.mjs'
import { textOf } from './mcp/texts.mjs'
import { WATCHED, watch } from './mcp/watched.mjs'
import { fixed, markdown } from './tables.mjs'

/** Promised: bytes of heap that all but the first tenth of the calls may leave, and handles. */
const MOST_GROWTH = 2 << 20
const MOST_OPENED = 2
const LOOKS = 10
const CALLS = Number(process.argv[2] ?? 10_000)

const main = fileURLToPath(new URL('../../dist/runtime-node/cli/main.js', import.meta.url))
const server = [process.execPath, fileURLToPath(new URL('mcp/server.mjs', import.meta.url))]

/** Of 2 to 10 KB, another for every call. */
const given = (seed) => ({
  kind: seed % 2 === 0 ? 'log' : 'json',
  bytes: 2000 + ((seed * 997) % 8000),
  seed,
})
const DOORS = [
  {
    title: 'gateway',
    args: ['gateway', '--', ...server],
    call: (seed) => ({ name: 'log', arguments: given(seed) }),
  },
  {
    title: 'serve',
    args: ['serve'],
    call: (seed) => ({ name: 'headroom_compress', arguments: { content: textOf(given(seed)) } }),
  },
]

let isKept = true
console.log(`Node ${process.version}, ${cpus()[0]?.model.trim()}, ${platform()} ${arch()}`)
for (const door of DOORS) {
  const looks = await watchedCalls(door)
  const [first, last] = [looks[0], looks.at(-1)]
  // A file may be written in the very moment.
  const fewest = (some) => Math.min(...some.map(({ open }) => open))
  const opened = fewest(looks.slice(-3)) - fewest(looks.slice(0, 3))
  const grown = { heap: last.heap - first.heap, open: opened }
  isKept &&= grown.heap < MOST_GROWTH && grown.open <= MOST_OPENED
  console.log(`\n${door.title}\n\n${tableOf(looks)}\n\nheap: ${inMebibytes(grown.heap)} more`)
}
console.log(`\n${isKept ? 'All promises kept.' : 'A promise is broken.'}`)
process.exitCode = isKept ? 0 : 1

async function watchedCalls({ args, call }) {
  const home = mkdtempSync(join(tmpdir(), 'headroom-bench-mcp-'))
  const talk = converse([process.execPath, WATCHED, main, 'mcp', ...args], { HEADROOM_HOME: home })
  const watched = await watch(talk)
  try {
    await talk.ask('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'bench', version: '1' },
    })
    talk.notify('notifications/initialized')
    await talk.ask('tools/list')
    const looks = []
    for (let seed = 0, time = 0; seed < CALLS; seed++) {
      const { milliseconds, error } = await talk.ask('tools/call', call(seed))
      if (error !== undefined) throw new Error(error.message)
      time += milliseconds
      if ((seed + 1) % Math.ceil(CALLS / LOOKS) !== 0) continue
      const rate = ((looks.length + 1) * Math.ceil(CALLS / LOOKS) * 1000) / time
      looks.push({ calls: seed + 1, rate, ...(await watched.look()) })
    }
    return looks
  } finally {
    watched.end()
    await talk.end()
    rmSync(home, { recursive: true, force: true })
  }
}

function tableOf(looks) {
  return markdown(
    ['calls', 'heap after collecting', 'in memory', 'open', 'calls a second'],
    looks.map(({ calls, heap, rss, open, rate }) => [
      calls,
      inMebibytes(heap),
      inMebibytes(rss),
      open,
      fixed(rate, 0),
    ]),
  )
}

function inMebibytes(bytes) {
  return `${fixed(bytes / 2 ** 20, 1)} MiB`
}
