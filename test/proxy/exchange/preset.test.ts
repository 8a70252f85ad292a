import { expect, it } from 'vitest'
import { memoryStore } from '../../../src/engine/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { appOn, bytesSent, post, upstream } from '../test-host.ts'

const log = Array.from({ length: 3000 }, (_, at) => {
  const time = new Date(1_700_000_000_000 + at * 977).toISOString()
  return `${time} INFO worker-${at % 7} took ${Math.sin(at)} of ${Math.cos(at * 7)}`
}).join('\n')
const call = { id: 'c', type: 'function', function: { name: 'mcp__pods__tail', arguments: '{}' } }
const body = JSON.stringify({
  model: 'gpt-4o',
  messages: [
    { role: 'user', content: 'Why?' },
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c', content: log },
  ],
  tools: [{ type: 'function', function: { name: 'mcp__pods__tail', parameters: {} } }],
})

/** A marker with a ref in it; the tool's description shows one without. */
const FOLDED = /headroom_retrieve\(ref=\\"[0-9a-f]/

async function sentFor(
  headers: Record<string, string>,
  environment: Record<string, string> = {},
): Promise<string> {
  const { asked, send } = upstream()
  const headroom = await createHeadroom({ store: memoryStore() })
  const app = appOn({ headroomFor: async () => headroom, send }, environment)
  const response = await post(app, '/v1/chat/completions', { body, headers })
  const [request] = asked
  if (request === undefined) return `${response.status} ${await response.text()}`
  expect([...request.headers].some(([name]) => name.startsWith('x-headroom'))).toBe(false)
  return new TextDecoder().decode(await bytesSent(request))
}

it('a request may ask for a preset of its own', async () => {
  expect(await sentFor({})).toMatch(FOLDED)
  const safe = await sentFor({ 'x-headroom-preset': 'safe' })
  expect(safe).not.toMatch(FOLDED)
  expect(safe).toContain('[packed log#')
  const balanced = { 'x-headroom-preset': 'Balanced' }
  expect(await sentFor(balanced, { HEADROOM_PRESET: 'safe' })).toMatch(FOLDED)
})

it('says which presets there are', async () => {
  expect(await sentFor({ 'x-headroom-preset': 'hard' })).toMatch(
    /^400 .*safe, balanced, aggressive/,
  )
})

it('leaves the results of protected tools alone', async () => {
  expect(await sentFor({}, { HEADROOM_PROTECT_TOOL_RESULTS: 'Read,mcp__pods__*' })).toContain(
    JSON.stringify(log),
  )
})
