import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expand, findRefs, memoryStore, RECALL_TOOL } from '../../../../src/runtime-node/index.ts'
import { nameMatcher } from '../../../../src/runtime-node/mcp/gateway/name-matcher.ts'
import { serviceLog } from '../../cli/headroom.ts'
import { type Conversation, converse, messageIn, resultIn } from './conversation.ts'

const LOG = serviceLog(600)
const TOOLS = { tools: [{ name: 'log', inputSchema: { type: 'object' } }] }
const LIST = { method: 'tools/list' }
const CALL = { method: 'tools/call', params: { name: 'log', arguments: { last: '1h' } } }
const text = (one: string): object => ({ type: 'text', text: one })

async function listed(...given: Parameters<typeof converse>): Promise<Conversation> {
  const talk = await converse(...given)
  await talk.exchange(LIST, TOOLS)
  return talk
}

function firstText(line: string): string {
  const { content } = resultIn(line) as { content: { text: string }[] }
  return content[0]?.text ?? ''
}

async function retrieved(
  { client }: Conversation,
  hash: string,
  name: string = RECALL_TOOL,
): Promise<string> {
  let all = ''
  for (let from = 1; ; from += 50_000) {
    const args = { hash, characters: [from, from + 49_999] }
    client.say({
      jsonrpc: '2.0',
      id: `r${from}`,
      method: 'tools/call',
      params: { name, arguments: args },
    })
    const answer = resultIn(await client.next()) as {
      content: { text: string }[]
      isError?: boolean
    }
    if (answer.isError) return all
    const part = answer.content[0]?.text ?? ''
    all += part.slice(part.indexOf('\n') + 1)
    if (part.length < 50_000) return all
  }
}

describe('a gateway', () => {
  it('passes every line of both sides to the byte, known or not, in their order', async () => {
    const line = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(
        '{"jsonrpc":"2.0","id":1e400,"method":"new/one","params":{"a":1.0,"a":2}}\r\n',
        '[{"jsonrpc":"2.0","id":1,"method":"ping"}]\n',
        '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":0.10}}\n',
        '{"jsonrpc":"2.0","id":"s1","method":"sampling/createMessage","params":{"messages":[]}}\n',
        '{"jsonrpc":"2.0","id":"s1","result":{"roots":[]}}\n',
        '{"jsonrpc":"2.0","id":{"no":"id"},"method":"tools/call"}\n',
        '{"jsonrpc":"2.0","id":7,"error":{"code":-32001}}\n',
        '\n',
        '{"jsonrpc"',
      ),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.array(line, { maxLength: 8 }),
        async (up, down) => {
          const { client, server, done } = await converse()
          for (const one of up) client.say(one)
          for (const one of down) server.say(one)
          client.incoming.close()
          server.incoming.close()
          await done
          while (!server.hasEnded) await new Promise(setImmediate)
          expect(server.heard.map(({ raw }) => raw)).toEqual(up)
          expect(client.heard.map(({ raw }) => raw)).toEqual(down)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('adds its tool once: last, on the last page', async () => {
    const { exchange } = await converse()
    const first = await exchange(LIST, '{"tools":[ {"name":"a","x":1.0} ], "nextCursor":"p2"}')
    expect(first).toContain('"result":{"tools":[ {"name":"a","x":1.0} ], "nextCursor":"p2"}')
    const second = await exchange(
      { ...LIST, params: { cursor: 'p2' } },
      '{"tools":[],"_meta":{"n":1.50}}',
    )
    expect(second).toContain('"_meta":{"n":1.50}}')
    const { tools } = resultIn(second) as { tools: { name: string }[] }
    expect(tools.map(({ name }) => name)).toEqual([RECALL_TOOL])
  })

  it('takes another name where the server has one of its own, and answers under both for what is ours', async () => {
    const talk = await converse()
    const theirs = { tools: [{ name: RECALL_TOOL }, { name: `gateway__${RECALL_TOOL}` }] }
    const { tools } = resultIn(await talk.exchange(LIST, theirs)) as { tools: { name: string }[] }
    expect(tools.at(-1)?.name).toBe(`gateway2__${RECALL_TOOL}`)
    const [ref = ''] = findRefs(firstText(await talk.exchange(CALL, { content: [text(LOG)] })))
    expect(await retrieved(talk, ref, `gateway2__${RECALL_TOOL}`)).toBe(LOG)
    expect(await retrieved(talk, ref)).toBe(LOG)
    const other = { name: RECALL_TOOL, arguments: { hash: 'theirs' } }
    const answer = await talk.exchange({ method: 'tools/call', params: other }, { content: [] })
    expect(resultIn(answer)).toEqual({ content: [] })
  })

  it('makes texts small, copies every other byte, and gives the text back', async () => {
    const talk = await listed()
    const around = (shown: string): string =>
      `{ "_meta":{"big":12345678901234567890,"n":1.0}, "content":[{"annotations":{"priority":0.50},"text":${JSON.stringify(shown)},"type":"text"},{"type":"image","data":"QUJD","mimeType":"image/png"}] , "isError":false,"unknown":[null] }`
    const line = await talk.exchange(CALL, around(LOG))
    const small = firstText(line)
    expect(small.length).toBeLessThan(LOG.length * 0.7)
    expect(line).toBe(`{"jsonrpc":"2.0","id":2,"result":${around(small)}}\n`)
    expect(await retrieved(talk, findRefs(small)[0] ?? '')).toBe(LOG)
    expect(talk.desk.savings.total.tokensRetrieved).toBeGreaterThan(1000)
    expect(talk.desk.savings.byTool['log']?.tokensAfter).toBeLessThan(
      talk.desk.savings.byTool['log']?.tokensBefore ?? 0,
    )
  })

  it('shows a result whole that repeats its call', async () => {
    const { exchange } = await listed({ preset: 'safe' })
    const params = { name: 'echo', arguments: { message: LOG, list: [LOG] } }
    const small = firstText(await exchange({ ...CALL, params }, { content: [text(LOG)] }))
    const [message] = await expand([{ role: 'tool', content: small }])
    expect(message?.content).toBe(LOG)
  })

  it('leaves nothing out before the client knows of the tool', async () => {
    const { exchange } = await converse()
    const small = firstText(await exchange(CALL, { content: [text(LOG)] }))
    expect(findRefs(small)).toEqual([])
    const [message] = await expand([{ role: 'tool', content: small }])
    expect(message?.content).toBe(LOG)
  })

  it.each([
    ['an error', CALL, { content: [text(LOG)], isError: true }],
    [
      'what only people see',
      CALL,
      { content: [{ ...text(LOG), annotations: { audience: ['user'] } }] },
    ],
    [
      'a page',
      { method: 'resources/read', params: { uri: 'ui://a' } },
      { contents: [{ uri: 'ui://a', text: LOG }] },
    ],
    ['a short text', CALL, { content: [text('short')] }],
    ['nonsense', CALL, { content: { text: LOG } }],
    ['a wish for more', CALL, { resultType: 'input_required', inputRequests: { a: LOG } }],
    [
      'a prompt',
      { method: 'prompts/get', params: { name: 'log' } },
      { messages: [{ role: 'user', content: text(LOG) }] },
    ],
  ])('leaves %s as it is', async (_, request, result) => {
    const { exchange } = await listed()
    expect(await exchange(request, result)).toBe(
      `${JSON.stringify({ jsonrpc: '2.0', id: 2, result })}\n`,
    )
  })

  it('makes resources small, also within results', async () => {
    const { exchange } = await listed()
    const resource = { uri: 'file:///a.log', mimeType: 'text/plain', text: LOG }
    const read = await exchange(
      { method: 'resources/read', params: { uri: resource.uri } },
      { contents: [resource, { uri: 'b', blob: 'QUJD' }] },
    )
    expect(resultIn(read)).toMatchObject({
      contents: [
        { uri: resource.uri, text: expect.stringContaining('nothing lost') },
        { uri: 'b', blob: 'QUJD' },
      ],
    })
    const call = await exchange(CALL, { content: [{ type: 'resource', resource }] })
    expect(resultIn(call)).toMatchObject({
      content: [{ resource: { text: expect.stringContaining('nothing lost') } }],
    })
  })

  it('keeps structured content valid: strings alone, and only where the schema says no more of them', async () => {
    const { exchange } = await converse()
    const outputSchema = {
      type: 'object',
      properties: {
        free: { type: 'string', description: 'any' },
        list: {
          type: 'array',
          items: { type: 'object', properties: { text: { type: 'string' } } },
        },
        bounded: { type: 'string', maxLength: 100_000 },
        either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
      },
      required: ['free'],
    }
    const tools = [
      { name: 'log', outputSchema },
      { name: 'drawn', _meta: { ui: { resourceUri: 'ui://a' } } },
    ]
    await exchange(LIST, { tools })
    const structuredContent = {
      free: LOG,
      list: [{ text: LOG }],
      bounded: LOG,
      either: LOG,
      count: 3,
      other: LOG,
    }
    const result = { content: [text(LOG)], structuredContent }
    const line = await exchange(CALL, result)
    const small = firstText(line)
    expect(small).toContain('nothing lost')
    expect(resultIn(line)['structuredContent']).toEqual({
      ...structuredContent,
      free: small,
      list: [{ text: small }],
      other: small,
    })
    for (const name of ['drawn', 'neverListed']) {
      const answer = await exchange({ ...CALL, params: { name } }, result)
      expect(resultIn(answer)['structuredContent']).toEqual(structuredContent)
    }
  })

  it('sends everything as it came where it only observes, and counts', async () => {
    const { exchange, desk } = await converse({ observe: true })
    expect(resultIn(await exchange(LIST, TOOLS))).toEqual(TOOLS)
    expect(firstText(await exchange(CALL, { content: [text(LOG)] }))).toBe(LOG)
    const { tokensBefore, tokensAfter } = desk.savings.total
    expect(tokensAfter).toBeLessThan(tokensBefore / 2)
  })

  it('leaves the tools alone that it is told to', async () => {
    const { exchange } = await listed({ isLeft: nameMatcher(['l*', 'x']) })
    expect(firstText(await exchange(CALL, { content: [text(LOG)] }))).toBe(LOG)
    const other = { method: 'tools/call', params: { name: 'other' } }
    expect(firstText(await exchange(other, { content: [text(LOG)] }))).not.toBe(LOG)
  })

  it('passes the original on where the store is full', async () => {
    const full = { ...memoryStore(), set: async () => Promise.reject(new Error('ENOSPC')) }
    const { exchange } = await listed({ store: full })
    const shown = firstText(await exchange(CALL, { content: [text(LOG)] }))
    expect(findRefs(shown)).toEqual([])
    const [message] = await expand([{ role: 'tool', content: shown }])
    expect(message?.content).toBe(LOG)
  })

  it('lets a cancelled call go: what comes all the same passes as it is', async () => {
    const { client, server } = await listed()
    client.say({ jsonrpc: '2.0', id: 50, ...CALL })
    client.say({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 50 } })
    await server.next()
    expect(messageIn(await server.next())['method']).toBe('notifications/cancelled')
    server.say({ jsonrpc: '2.0', id: 50, result: { content: [text(LOG)] } })
    expect(firstText(await client.next())).toBe(LOG)
  })

  it('answers a call of its own in words where it is wrong', async () => {
    const { client } = await listed()
    for (const args of [{}, { hash: 7 }, { hash: '0123456789abcd' }, 'nonsense']) {
      client.say({
        jsonrpc: '2.0',
        id: 'x',
        method: 'tools/call',
        params: { name: RECALL_TOOL, arguments: args },
      })
      expect(messageIn(await client.next())).toMatchObject({ id: 'x', result: { isError: true } })
    }
  })

  it('tells the server when the client is gone, and ends when the server has', async () => {
    const { client, server, done } = await listed()
    client.incoming.close()
    while (!server.hasEnded) await new Promise(setImmediate)
    server.say('{"jsonrpc":"2.0","method":"last/words"}\n')
    server.incoming.close()
    await done
    expect(client.hasEnded).toBe(true)
    expect(await client.next()).toContain('last/words')
  })
})
