// `node test/bench/sessions.mjs [--set dev]`: whole sessions of an agent, turn by turn, through two proxies
// in Node that share a folder and take turns; one is killed and started again, and the folder is emptied in
// between. Prints how much of each request was the one before, byte for byte, and what the input would be
// billed with a prefix cache, directly and through the proxy.
//
// Prices beside an uncached token: write 1.25, read 0.1. 20,000 tokens of system text and tools stand before
// the messages. A needed fact out of sight is charged a round trip and the whole block it stands in; so is
// every block of which less than a twentieth is in sight.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countTokens, expandBody } from '../../dist/runtime-node/index.js'
import { serveProxy } from '../../dist/runtime-node/proxy/serve.js'
import { measuringStick } from '../../scripts/measuring-stick.mjs'
import { median } from './tables.mjs'

const WRITE = 1.25
const READ = 0.1
const FIXED = 20_000
const IN_SIGHT = 1 / 20

const names = ['bash', 'read_file', 'edit_file', 'grep']
const schema = { type: 'object' }

/** The two formats that sessions come in. */
const formats = {
  anthropic: {
    path: '/v1/messages',
    /** The last message of a request. */
    asks: 'user',
    rest: { model: 'claude-sonnet-4-5', max_tokens: 1000 },
    tools: names.map((name) => ({ name, input_schema: schema })),
  },
  openai: {
    path: '/v1/chat/completions',
    asks: 'tool',
    rest: { model: 'gpt-4o' },
    tools: names.map((name) => ({ type: 'function', function: { name, parameters: schema } })),
  },
}

async function replay({ messages, probes, format: named }) {
  const format = formats[named] ?? formats.openai
  const said = messages.filter(({ role }) => role !== 'system')
  const [{ content: system }] = messages
  const ends = said.flatMap(({ role }, at) =>
    [format.asks, 'user'].includes(role) && said[at + 1]?.role !== role ? [at + 1] : [],
  )
  const proxies = await pair()
  const [direct, ours] = [new Bill(), new Bill()]
  let [kept, before] = [0, []]
  for (const [turn, end] of ends.entries()) {
    if (turn === Math.floor(ends.length / 3)) await proxies.restart()
    if (turn === Math.floor((2 * ends.length) / 3)) proxies.empty()
    const asked = said.slice(0, end)
    const heads = named === 'anthropic' ? { system } : {}
    const { rest, tools, path } = format
    await proxies.send(turn, path, JSON.stringify({ ...rest, ...heads, tools, messages: asked }))
    const sent = JSON.parse(upstream.last()).messages
    if (turn > 0 && isPrefix(before, sent)) kept++
    before = sent
    await direct.turn(asked)
    await ours.turn(sent)
  }
  await ours.fetches(await outOfSight(said, before, probes))
  await proxies.stop()
  const { cost, fetched } = ours
  const turns = ends.length
  return { turns, kept: kept / (turns - 1), direct: direct.cost, ours: cost, fetched }
}

/** Two proxies over one folder. */
async function pair() {
  const directory = mkdtempSync(join(tmpdir(), 'headroom-sessions-'))
  const start = async () =>
    await serveProxy({
      flags: { port: '0', 'workspace-dir': directory },
      environment: { ANTHROPIC_TARGET_API_URL: upstream.url, OPENAI_TARGET_API_URL: upstream.url },
    })
  const proxies = [await start(), await start()]
  const empty = () => rmSync(directory, { recursive: true, force: true })
  return {
    empty,
    restart: async () => {
      await proxies[0].close()
      proxies[0] = await start()
    },
    send: async (turn, path, body) => {
      const { url, token } = proxies[turn % 2]
      const headers = { 'content-type': 'application/json' }
      await (await fetch(`${url}/t/${token}${path}`, { method: 'POST', headers, body })).text()
    },
    stop: async () => {
      for (const proxy of proxies) await proxy.close()
      empty()
    },
  }
}

/** What a session's input is billed. */
class Bill {
  cost = 0
  fetched = 0
  #before = []
  #tokens = 0

  async turn(messages) {
    const texts = messages.map((message) => JSON.stringify(message))
    let same = 0
    while (same < this.#before.length && this.#before[same] === texts[same]) same++
    const [read, write] = [await tokensOf(texts.slice(0, same)), await tokensOf(texts.slice(same))]
    this.cost += this.#before.length === 0 ? FIXED * WRITE : FIXED * READ
    this.cost += read * READ + write * WRITE
    this.#before = texts
    this.#tokens = FIXED + read + write
  }

  /** Charges what has to be asked for: blocks by their place. */
  async fetches(texts) {
    for (const text of texts) {
      this.cost += this.#tokens * READ + (await countTokens(text)) * WRITE
      this.fetched++
    }
  }
}

/** The blocks that hold a needed fact that is out of sight, and those of which next to nothing is in sight. */
async function outOfSight(originals, sent, probes) {
  const shown = blocksOf(sent)
  const expanded = blocksOf(
    JSON.parse(await expandBody(JSON.stringify({ messages: sent }))).messages,
  )
  const needed = probes
    .filter(({ asked }) => asked !== 'followup')
    .flatMap(({ must_contain: parts = [] }) => parts)
    .filter((part) => !expanded.some((text) => text.includes(part)))
  const blocks = blocksOf(originals)
  const wanted = new Set(needed.map((part) => blocks.findLast((text) => text.includes(part))))
  for (const [at, text] of blocks.entries()) {
    const now = shown[at] ?? ''
    if (now !== text && (await countTokens(now)) < IN_SIGHT * (await countTokens(text)))
      wanted.add(text)
  }
  wanted.delete(undefined)
  return wanted
}

const counted = new Map()

async function tokensOf(texts) {
  let sum = 0
  for (const text of texts) {
    if (!counted.has(text)) counted.set(text, await countTokens(text))
    sum += counted.get(text)
  }
  return sum
}

function blocksOf(messages) {
  return messages.flatMap(({ role, content }) =>
    typeof content === 'string' || content === null
      ? [role === 'tool' ? content : []].flat()
      : content.filter(({ type }) => type === 'tool_result').map((block) => String(block.content)),
  )
}

function isPrefix(before, after) {
  return before.every((message, at) => JSON.stringify(message) === JSON.stringify(after[at]))
}

async function startUpstream() {
  let last = ''
  const server = createServer(async (incoming, outgoing) => {
    const chunks = []
    for await (const chunk of incoming) chunks.push(chunk)
    last = Buffer.concat(chunks).toString()
    outgoing.writeHead(200, { 'content-type': 'application/json' })
    outgoing.end('{"type":"message","content":[],"usage":{"input_tokens":1,"output_tokens":1}}')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    last: () => last,
    stop: async () => await new Promise((resolve) => server.close(resolve)),
  }
}

function print(sessions) {
  const lines = [
    '## Sessions through the proxy',
    '',
    'Input as it would be billed, in uncached tokens: cache writes 1.25, reads 0.1.',
    '',
    '| session | turns | prefix kept | direct | through | saved | fetched |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...sessions.map(({ name, turns, kept, direct, ours, fetched }) => {
      const saved = (100 * (1 - ours / direct)).toFixed(1)
      return `| ${name} | ${turns} | ${(100 * kept).toFixed(0)} % | ${direct.toFixed(0)} | ${ours.toFixed(0)} | ${saved} % | ${fetched} |`
    }),
  ]
  const saved = sessions.map(({ direct, ours }) => 100 * (1 - ours / direct))
  const mean = saved.reduce((sum, one) => sum + one, 0) / saved.length
  lines.push(
    '',
    `Saved: mean ${mean.toFixed(1)} %, median ${median(saved).toFixed(1)} %, least ${Math.min(...saved).toFixed(1)} %.`,
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}

const stick = measuringStick()
const folder = stick === undefined ? undefined : join(stick, 'cases/dev')
if (folder === undefined) {
  process.stdout.write('No sessions; set HEADROOM_EVAL_DIR to the measuring stick.\n')
  process.exit(0)
}

const upstream = await startUpstream()
const rows = []
for (const name of readdirSync(folder).filter((file) => file.startsWith('session-'))) {
  const session = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  rows.push({ name: name.replace(/\.json$/, ''), ...(await replay(session)) })
}
await upstream.stop()
print(rows)
