// A server of the protocol for test/bench/mcp.mjs: gives a text of a kind and of so many bytes, another for every `seed`.

import { createInterface } from 'node:readline'
import { textOf } from './texts.mjs'

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)
const tool = { name: 'log', inputSchema: { type: 'object' } }

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  if (method === 'tools/list') say({ jsonrpc: '2.0', id, result: { tools: [tool] } })
  else if (method === 'initialize') say({ jsonrpc: '2.0', id, result: { capabilities: {} } })
  else if (method === 'tools/call') {
    const content = [{ type: 'text', text: textOf(params.arguments) }]
    say({ jsonrpc: '2.0', id, result: { content } })
  }
}
