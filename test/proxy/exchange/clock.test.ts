import { expect, it } from 'vitest'
import { memoryStore } from '../../../src/engine/index.ts'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { appOn, BASE, bytesSent, post, upstream } from '../test-host.ts'

const rows = Array.from({ length: 120 }, (_, id) => ({ id, name: `user ${id}`, role: 'viewer' }))
const path = '/v1/chat/completions'

function bodyOf(turns: number): string {
  const turn = [
    { role: 'user', content: 'Who is there?' },
    { role: 'tool', tool_call_id: 'call_1', content: JSON.stringify(rows) },
  ]
  return JSON.stringify({
    model: 'gpt-4o',
    messages: Array.from({ length: turns }, () => turn).flat(),
  })
}

const DAY = 86_400_000
const START = 1_795_000_000_000

it.each([
  ['goes back a day', [START, START - DAY, START - DAY + 1]],
  ['goes on a year', [START, START + 365 * DAY, START + 366 * DAY]],
  ['starts at nothing', [START, 0, START]],
])('a clock that %s changes no byte, and figures stay figures', async (_, dates) => {
  let request = 0
  const { asked, send } = upstream((_asked, count) => ({
    body: new Response(
      JSON.stringify({
        model: 'gpt-4o',
        usage: { prompt_tokens: 100 * count, completion_tokens: 5 },
      }),
    ).body as ReadableStream<Uint8Array>,
  }))
  const headroom = await createHeadroom({ store: memoryStore() })
  const date = () => dates[Math.min(request, dates.length - 1)] ?? START
  const app = appOn({ headroomFor: async () => headroom, send, date })
  const sent: string[] = []
  for (request = 0; request < dates.length; request++) {
    const response = await post(app, path, { body: bodyOf(request + 1) })
    expect(response.status).toBe(200)
    await response.text()
    const last = asked.at(-1) ?? expect.unreachable()
    sent.push(new TextDecoder().decode(await bytesSent(last)))
  }
  for (const [at, before] of sent.slice(0, -1).entries()) {
    expect(sent[at + 1]?.startsWith(before.slice(0, -2))).toBe(true)
  }
  for (const route of ['/stats', '/metrics', '/audit']) {
    const text = await (await app.fetch(new Request(BASE + route))).text()
    expect(text).not.toMatch(/NaN|Infinity|: ?-\d/)
  }
})
