// A server that speaks the protocol line by line, and misbehaves where its tools are asked to.

import { createInterface } from 'node:readline'

const log = Array.from({ length: 800 }, (_, at) => {
  const time = new Date(1_700_000_000_000 + at * 977).toISOString()
  return `${time} INFO worker-${at % 7} took ${Math.sin(at)} of ${Math.cos(at * 7)}\n`
}).join('')

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)

const { WHO = 'one' } = process.env

const TOOLS = {
  log: (id) => answer(id, { content: [{ type: 'text', text: log }] }),
  small: (id, at) =>
    answer(id, { content: [{ type: 'text', text: `${log.slice(0, 2048)} ${at}` }] }),
  nonsense: (id) => {
    process.stdout.write('no message {\n')
    answer(id, { content: [{ type: 'text', text: 'still here' }] })
  },
  huge: (id) => answer(id, { content: [{ type: 'text', text: 'x'.repeat(65 << 20) }] }),
  who: async (id) => {
    const { roots } = await asked('roots/list')
    answer(id, { content: [{ type: 'text', text: `${WHO} says: ${roots[0].uri}` }] })
  },
  die: () => process.exit(7),
  stall: () => undefined,
}

const waiting = new Map()

/** Empty for what is no message. */
function messageIn(line) {
  try {
    return JSON.parse(line) ?? {}
  } catch {
    return {}
  }
}

/** A tool that is not there is an error. */
function callOf(id, params) {
  const name = typeof params?.name === 'string' ? params.name : ''
  if (Object.hasOwn(TOOLS, name)) return TOOLS[name](id, params.arguments?.at)
  say({ jsonrpc: '2.0', id, error: { code: -32_602, message: 'no such tool' } })
}

function asked(method) {
  say({ jsonrpc: '2.0', id: 1, method })
  return new Promise((resolve) => waiting.set(1, resolve))
}

function answer(id, result) {
  say({ jsonrpc: '2.0', id, result })
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params, result } = messageIn(line)
  if (method === 'initialize') {
    answer(id, {
      protocolVersion: params.protocolVersion,
      capabilities: { tools: {}, resources: {} },
      instructions: WHO,
      serverInfo: { name: 'scripted', version: '1' },
    })
  } else if (method === 'tools/list') {
    answer(id, {
      tools: Object.keys(TOOLS).map((name) => ({ name, inputSchema: { type: 'object' } })),
    })
  } else if (method === 'resources/list') {
    answer(id, { resources: [{ uri: `who://${WHO}`, name: WHO }] })
  } else if (method === 'resources/read' && params?.uri === `who://${WHO}`) {
    answer(id, { contents: [{ uri: params.uri, text: WHO }] })
  } else if (result !== undefined) waiting.get(id)?.(result)
  else if (method === 'tools/call') callOf(id, params)
  else if (id !== undefined) say({ jsonrpc: '2.0', id, error: { code: -32_601, message: 'no' } })
}
