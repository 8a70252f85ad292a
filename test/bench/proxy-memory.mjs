// `node --expose-gc test/bench/proxy-memory.mjs [requests]`: the built proxy under a mix of small requests,
// compressed and passed, whole and streamed, some given up by their clients; prints what it holds as it goes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(new URL('proxy-memory-server.mjs', import.meta.url))
const REQUESTS = Number(process.argv[2] ?? 100_000)
const STEP = Math.max(1, Math.floor(REQUESTS / 10))
const AT_ONCE = 32
/** Conversations are taken up again, turn by turn, and begin anew after so many. */
const TURNS = 40

const chunk = 'data: {"choices":[{"index":0,"delta":{"content":"word "}}]}\n\n'

const upstream = createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => {
    if (!/stream/.test(incoming.headers['x-shape'] ?? '')) {
      outgoing.writeHead(200, { 'content-type': 'application/json' })
      return outgoing.end('{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1}}')
    }
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let at = 0; at < 4; at++) outgoing.write(chunk)
    setImmediate(() => outgoing.end('data: [DONE]\n\n'))
  })
})
upstream.listen(0, '127.0.0.1')
await once(upstream, 'listening')

const directory = await mkdtemp(join(tmpdir(), 'headroom-memory-'))
const child = spawn(process.execPath, ['--expose-gc', SERVER], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    HEADROOM_PROXY_TOKEN: 'of-the-bench',
    HEADROOM_WORKSPACE_DIR: directory,
    OPENAI_TARGET_API_URL: `http://127.0.0.1:${upstream.address().port}`,
  },
})
const [{ url }] = await once(child, 'message')
const base = `${url}/t/of-the-bench`
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

const rows = Array.from({ length: 20 }, (_, id) => ({ id, name: `user ${id}`, role: 'viewer' }))

/** A conversation as it grows: each turn adds a result. */
function bodyOf(conversation, turn) {
  const messages = [{ role: 'user', content: `Question ${conversation}?` }]
  for (let at = 0; at <= turn; at++) {
    const id = `call_${at}`
    const fn = { name: 'list', arguments: '{}' }
    messages.push({ role: 'assistant', tool_calls: [{ id, type: 'function', function: fn }] })
    const content = JSON.stringify(rows.map((row) => ({ ...row, turn: at, conversation })))
    messages.push({ role: 'tool', tool_call_id: id, content })
  }
  const tools = [{ type: 'function', function: { name: 'list' } }]
  return JSON.stringify({ model: 'gpt-4o', tools, messages })
}

const SHAPES = [
  { path: '/v1/chat/completions', shape: 'whole' },
  { path: '/v1/chat/completions', shape: 'stream' },
  { path: '/v1/embeddings', shape: 'whole', body: '{"input":"x"}' },
  { path: '/v1/chat/completions', shape: 'stream', headers: { 'x-headroom-bypass': 'true' } },
  { path: '/v1/chat/completions', shape: 'stream', leaves: true },
]

async function one(number, lane) {
  const { path, shape, headers = {}, leaves = false, body } = SHAPES[number % SHAPES.length]
  const turn = Math.floor(number / SHAPES.length) % TURNS
  const sent = body ?? bodyOf(`${lane}.${Math.floor(number / SHAPES.length / TURNS)}`, turn % 8)
  await new Promise((resolve) => {
    const outgoing = request(base + path, {
      method: 'POST',
      agent,
      headers: { ...headers, 'x-shape': shape },
    })
    outgoing.on('error', resolve)
    outgoing.on('response', (incoming) => {
      incoming.on('error', resolve).on('close', resolve)
      if (leaves) incoming.once('data', () => outgoing.destroy())
      else incoming.resume()
    })
    outgoing.end(sent)
  })
}

let begun = 0
const samples = []
const start = performance.now()
for (let done = 0; done < REQUESTS; done += STEP) {
  const until = Math.min(done + STEP, REQUESTS)
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      while (begun < until) await one(begun++, lane)
    }),
  )
  child.send('measure')
  const [sample] = await once(child, 'message')
  samples.push(sample)
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`.padStart(9)
  console.log(
    `${String(until).padStart(7)} requests  ${seconds.padStart(4)} s  rss ${megabytes(sample.rss)}` +
      `  heap ${megabytes(sample.heapUsed)}  outside ${megabytes(sample.external)}` +
      `  handles ${sample.handles}`,
  )
}
child.send('stop')
await once(child, 'exit')
upstream.closeAllConnections()
upstream.close()
agent.destroy()
await rm(directory, { recursive: true, force: true })
const [, second = samples[0]] = samples
const growth = samples.at(-1).heapUsed - second.heapUsed
console.log(`heap since the second sample: ${(growth / 2 ** 20).toFixed(1)} MB`)
