import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { appOn, post, upstream } from '../test-host.ts'

const environment = {
  HEADROOM_UPSTREAMS: 'ollama=http://127.0.0.1:11434',
  HEADROOM_MODEL_ROUTES: 'qwen=ollama',
}
const headroom = createHeadroom()

async function hostAsked(
  path: string,
  given: Parameters<typeof post>[2],
  more: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const { asked, send } = upstream()
  const app = appOn({ headroomFor: async () => await headroom, send }, { ...environment, ...more })
  await (await post(app, path, given)).text()
  return asked[0]?.url.host
}

const messages = [{ role: 'user', content: 'Who is there?' }]
const body = JSON.stringify({ messages, model: 'qwen3' })
const chat = '/v1/chat/completions'
const bypass = { 'x-headroom-bypass': 'true' }

it.each([
  ['a conversation', chat, { body }, {}],
  ['a bypassed one', chat, { body, headers: bypass }, {}],
  ['one that is left alone', chat, { body }, { HEADROOM_OPTIMIZE: '0' }],
  ['embeddings', '/v1/embeddings', { body: '{"input":"a","model":"qwen3"}' }, {}],
  ['a body that is no conversation', chat, { body: '{"messages":[],"model":"qwen3"}' }, {}],
  [
    'a compressed one',
    '/v1/embeddings',
    {
      body: gzipSync('{"input":"a","model":"qwen3"}'),
      headers: { 'content-encoding': 'gzip' },
    },
    {},
  ],
])('a model with an upstream of its own is sent there: %s', async (_, path, given, more) => {
  expect(await hostAsked(path, given, more)).toBe('127.0.0.1:11434')
})

it('other models, and bodies that name none, go where the path says', async () => {
  const other = JSON.stringify({ model: 'gpt-4o', messages })
  expect(await hostAsked(chat, { body: other, headers: bypass })).toBe('api.openai.com')
  for (const odd of ['{', '[]', '{"model":["qwen3"]}', '\u0000', '{"model":"qwen3"'])
    expect(await hostAsked('/v1/embeddings', { body: odd })).toMatch(/openai|11434/)
})
