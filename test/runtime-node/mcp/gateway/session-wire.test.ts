import { describe, expect, it, onTestFinished } from 'vitest'
import { frameOf } from '../../../../src/runtime-node/mcp/gateway/frame.ts'
import { SessionWire } from '../../../../src/runtime-node/mcp/gateway/session-wire.ts'

const BEGIN = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
}

function request(method: string, more: RequestInit): Request {
  const headers = {
    'content-type': 'application/json',
    accept: method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
    ...more.headers,
  }
  return new Request('http://127.0.0.1/mcp', { ...more, method, headers })
}

describe('a client over HTTP', () => {
  it('hears what its server asked before it listened, in order', async () => {
    const ids: string[] = []
    const wire = new SessionWire({ onOpen: (id) => ids.push(id), onClose: () => undefined })
    onTestFinished(() => wire.end())
    await wire.start()
    await wire.handle(request('POST', { body: JSON.stringify(BEGIN) }))
    await wire.send(frameOf({ jsonrpc: '2.0', id: 1, result: {} }))
    await wire.send(frameOf({ jsonrpc: '2.0', id: 7, method: 'roots/list' }))
    await wire.send(frameOf({ jsonrpc: '2.0', method: 'notifications/message', params: { at: 8 } }))
    const headers = { 'mcp-session-id': ids[0] ?? '', 'mcp-protocol-version': '2025-11-25' }
    const { body } = await wire.handle(request('GET', { headers }))
    await wire.send(frameOf({ jsonrpc: '2.0', id: 9, method: 'roots/list' }))
    let said = ''
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      said += chunk
      if (said.includes('"id":9')) break
    }
    const heard = [...said.matchAll(/^data: (\{.*\})$/gm)].map(([, data = '']) => JSON.parse(data))
    expect(heard.map(({ id, params }) => id ?? params.at)).toEqual([7, 8, 9])
  })
})
