// `node test/bench/warm.mjs`: what the proxy's own work on a request body costs, from the bytes that came to
// the bytes that are sent, without any network: of a conversation that is new (cold), of one that goes on by
// a turn (grown), and of the very same body again (same). Beside a copy of the bytes, and JSON.parse.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { memoryStore } from '../../dist/engine/index.js'
import { Conversations } from '../../dist/proxy/exchange/conversations.js'
import { draftOf } from '../../dist/proxy/exchange/draft.js'
import { decompress, LiveSettings } from '../../dist/proxy/index.js'
import { createHeadroom } from '../../dist/runtime-node/index.js'
import { median } from './tables.mjs'

const SIZES = [2_000, 100_000, 1_000_000]
const COLD_RUNS = 5
const GROWN_RUNS = 100
const SAME_RUNS = 300
/** A conversation that goes on is left for another after so many turns, so that its size stays about the same. */
const TURNS = 20

const root = fileURLToPath(new URL('../../src/engine/', import.meta.url))
const sources = readdirSync(root, { recursive: true })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n') }))

/** What a tool says in the `at`th turn: a stretch of a source file, numbered as readers of files do it. */
function stretch(at, lines, isAscii) {
  const { path, lines: all } = sources[(at * 7) % sources.length]
  const numbered = all.slice(0, lines).map((line, index) => `${index + 1}\t${line}`)
  const text = numbered.join('\n')
  return { path, text: isAscii ? text.replace(/[^\n\t\x20-\x7e]/g, '?') : text }
}

const TOOLS = ['bash', 'read_file', 'edit_file', 'grep'].map((name) => ({
  name,
  description: 'Works on the files of the project. '.repeat(20),
  input_schema: { type: 'object', properties: { path: { type: 'string' } } },
}))

/** An agent's requests as Claude Code writes them: a marker on the newest message, tools behind the messages. */
const anthropic = {
  path: '/v1/messages',
  format: 'anthropic',
  turn: (at, { path, text }) => [
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Let me look.' },
        { type: 'tool_use', id: `toolu_${at}`, name: 'read_file', input: { path } },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `toolu_${at}`, content: text }] },
  ],
  body: (messages, isSmall) => {
    const last = messages.at(-1)
    const marked = last.content.map((part, at) =>
      at === last.content.length - 1 ? { ...part, cache_control: { type: 'ephemeral' } } : part,
    )
    return {
      model: 'claude-sonnet-4-5',
      messages: [...messages.slice(0, -1), { ...last, content: marked }],
      system: [{ type: 'text', text: 'You are an agent. '.repeat(isSmall ? 1 : 400) }],
      tools: isSmall
        ? TOOLS.slice(0, 1)
        : [...TOOLS, ...TOOLS.map((tool) => ({ ...tool, name: `${tool.name}_2` }))],
      max_tokens: 1000,
      stream: true,
    }
  },
}

const chat = {
  path: '/v1/chat/completions',
  format: 'openai-chat',
  turn: (at, { path, text }) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: `call_${at}`,
          type: 'function',
          function: { name: 'read_file', arguments: JSON.stringify({ path }) },
        },
      ],
    },
    { role: 'tool', tool_call_id: `call_${at}`, content: text },
  ],
  body: (messages, isSmall) => ({
    model: 'gpt-4o',
    messages,
    tools: (isSmall ? TOOLS.slice(0, 1) : TOOLS).map(({ input_schema: parameters, ...tool }) => ({
      type: 'function',
      function: { ...tool, parameters },
    })),
    stream: true,
  }),
}

/** Bodies of one conversation, each a turn longer than the one before, the first of about that size. */
function* bodiesOf(client, { size, isAscii, conversation }) {
  const isSmall = size < 10_000
  const lines = isSmall ? 12 : 60
  const text = `Find out what happens in case ${conversation}.`
  const messages = [{ role: 'user', content: [{ type: 'text', text }] }]
  let at = 0
  let length = 0
  while (true) {
    const turn = client.turn(at, stretch(at + conversation, lines, isAscii))
    messages.push(...turn)
    length += JSON.stringify(turn).length
    at++
    if (length >= size - (isSmall ? 1500 : 15_000))
      yield new TextEncoder().encode(JSON.stringify(client.body(messages, isSmall)))
  }
}

const headroom = await createHeadroom({ store: 'memory' })

function deskOf() {
  const store = memoryStore()
  const host = {
    name: 'node',
    headroomFor: async () => headroom,
    openStore: async () => store,
    decode: decompress,
    isSame: (one, other) => Buffer.compare(one, other) === 0,
    now: () => performance.now(),
    date: () => Date.now(),
    log: () => undefined,
  }
  return { host, settings: new LiveSettings(), conversations: new Conversations(async () => store) }
}

/** What `draftOf` is asked with. */
function conversingOf({ path, format }) {
  const request = new Request(`http://127.0.0.1${path}`, { method: 'POST', body: '{}' })
  const caller = { path, query: '', project: 'bench' }
  return {
    request,
    caller,
    provider: format,
    format,
    answers: true,
    leave: () => undefined,
    steps: { end: () => undefined },
  }
}

/** Microseconds of the middle run: on a busy machine, too, most of the short ones are not interrupted. */
async function measured(runs, work) {
  const times = []
  for (let run = 0; run < runs; run++) {
    const task = await work(run)
    const start = performance.now()
    await task()
    times.push((performance.now() - start) * 1000)
  }
  return median(times)
}

async function row(client, size, isAscii) {
  const asked = conversingOf(client)
  let conversation = 0
  const draft = async (bytes, desk) => {
    const made = await draftOf(asked, bytes, desk)
    desk.conversations.trim()
    if (made.failure !== undefined) throw new Error(made.failure)
  }
  const cold = await measured(COLD_RUNS, () => {
    const body = bodiesOf(client, { size, isAscii, conversation: conversation++ }).next().value
    const desk = deskOf()
    return async () => await draft(body, desk)
  })
  let [desk, bodies, turns] = [deskOf(), undefined, TURNS]
  const grown = await measured(GROWN_RUNS, async () => {
    if (turns++ === TURNS) {
      turns = size < 10_000 ? TURNS : 0
      desk = deskOf()
      bodies = bodiesOf(client, { size, isAscii, conversation: conversation++ })
      await draft(bodies.next().value, desk)
    }
    const body = bodies.next().value
    return async () => await draft(body, desk)
  })
  const last = bodiesOf(client, { size, isAscii, conversation }).next().value
  await draft(last, desk)
  const same = await measured(SAME_RUNS, () => {
    const body = last.slice()
    return async () => await draft(body, desk)
  })
  const copy = await measured(SAME_RUNS, () => async () => last.slice())
  const parse = await measured(SAME_RUNS, () => async () => {
    JSON.parse(new TextDecoder().decode(last))
  })
  return { size: last.length, cold, grown, same, copy, parse }
}

const only = process.argv[2]
process.stdout.write('| body | bytes | cold µs | grown µs | same µs | copy µs | JSON.parse µs |\n')
process.stdout.write('| --- | --: | --: | --: | --: | --: | --: |\n')
for (const size of SIZES) {
  for (const [name, client, isAscii] of [
    ['messages, ASCII', anthropic, true],
    ['messages', anthropic, false],
    ['chat', chat, false],
  ]) {
    if (only !== undefined && only !== `${size}/${name}`) continue
    const { size: bytes, ...times } = await row(client, size, isAscii)
    const cells = Object.values(times).map((time) => time.toFixed(0))
    process.stdout.write(`| ${name} | ${bytes} | ${cells.join(' | ')} |\n`)
  }
}
