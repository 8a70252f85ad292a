import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOpenAI } from '@ai-sdk/openai'
import Anthropic from '@anthropic-ai/sdk'
import { GoogleGenAI } from '@google/genai'
import OpenAI, { AzureOpenAI } from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { withHeadroom } from '../../src/runtime-node/integrations.ts'
import { apiAnswer } from '../runtime-node/cli/headroom.ts'

const asked: { readonly url: string; readonly auth: string; readonly body: string }[] = []
const server = createServer(async (incoming, outgoing) => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { url = '', headers } = incoming
  const auth = String(headers.authorization ?? headers['x-api-key'] ?? headers['api-key'])
  asked.push({ url, auth, body: Buffer.concat(chunks).toString() })
  outgoing.writeHead(200, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'ok' } }] }))
})
let base = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => void asked.splice(0))

const result = apiAnswer(100)
const messages: OpenAI.ChatCompletionMessageParam[] = [
  { role: 'user', content: 'Which failed?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'list', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'c1', content: result },
]
const ask = async (client: OpenAI): Promise<number> => {
  await client.chat.completions.create({ model: 'gpt-4o', messages })
  return asked.at(-1)?.body.length ?? 0
}

describe('withHeadroom', () => {
  it('gives a client of the same class, and leaves the given one as it is', async () => {
    const plain = new OpenAI({ baseURL: `${base}/v1`, apiKey: 'sk-mine', maxRetries: 0 })
    const smaller = withHeadroom(plain)
    expect(smaller).toBeInstanceOf(OpenAI)
    expect(smaller).not.toBe(plain)
    const before = await ask(plain)
    expect(await ask(smaller)).toBeLessThan(before / 2)
    expect(await ask(plain)).toBe(before)
    expect(await ask(smaller.withOptions({ timeout: 5000 }))).toBeLessThan(before / 2)
    expect(new Set(asked.map(({ auth }) => auth))).toEqual(new Set(['Bearer sk-mine']))
  })

  it("keeps what Azure's client was made with", async () => {
    const options = { endpoint: base, apiKey: 'key', apiVersion: '2025-01-01', deployment: 'mine' }
    const azure = new AzureOpenAI({ ...options, maxRetries: 0 })
    const before = await ask(azure)
    expect(await ask(withHeadroom(azure))).toBeLessThan(before / 2)
    const [direct, ours] = asked.map(({ url, auth }) => ({ url, auth }))
    expect(direct?.url).toContain(
      '/openai/deployments/mine/chat/completions?api-version=2025-01-01',
    )
    expect(ours).toEqual(direct)
  })

  it('hands on a fetch that a client had of its own', async () => {
    let calls = 0
    const own: typeof fetch = async (...given) => {
      calls++
      return await fetch(...given)
    }
    await ask(withHeadroom(new OpenAI({ baseURL: base, apiKey: 'k', fetch: own })))
    const gemini = new GoogleGenAI({
      apiKey: 'k',
      httpOptions: { baseUrl: base, fetch: own as never },
    })
    await withHeadroom(gemini).models.generateContent({ model: 'gemini-2.5-pro', contents: 'hi' })
    expect(calls).toBe(2)
  })

  it('tells of every request that it made smaller', async () => {
    const saved: number[] = []
    const onReport = ({ tokensBefore, tokensAfter }: Report): void =>
      void saved.push(tokensBefore - tokensAfter)
    await ask(withHeadroom(new OpenAI({ baseURL: base, apiKey: 'k' }), { onReport }))
    expect(saved[0]).toBeGreaterThan(1000)
  })

  it.each([
    ['nothing', undefined, /a client is needed/],
    ['a stranger', { chat: {} }, /none of the openai, @anthropic-ai\/sdk and @google\/genai/],
    ['a model of the ai package', createOpenAI({ apiKey: 'k' })('gpt-4o'), /headroomMiddleware/],
    [
      'a client that signs',
      Object.assign(new Anthropic({ apiKey: 'k' }), { awsRegion: 'us-east-1' }),
      /signs its requests/,
    ],
  ])('says of %s what to do instead', (_, client, words) => {
    expect(() => withHeadroom(client as object)).toThrow(words)
  })

  it('refuses options that do not exist', () => {
    const client = new OpenAI({ apiKey: 'k' })
    expect(() => withHeadroom(client, { presets: 'safe' } as never)).toThrow(/no option presets/)
  })
})

type Report = Parameters<
  NonNullable<NonNullable<Parameters<typeof withHeadroom>[1]>['onReport']>
>[0]
