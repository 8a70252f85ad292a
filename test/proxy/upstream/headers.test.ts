import { describe, expect, it } from 'vitest'
import { answerHeaders, requestHeaders } from '../../../src/proxy/upstream/headers.ts'

describe('requestHeaders', () => {
  it('lets everything through but the connection and what is ours', () => {
    const sent = requestHeaders(
      new Headers({
        authorization: 'Bearer sk',
        'anthropic-beta': 'a-1, b-2',
        'user-agent': 'claude-cli/2.1',
        'accept-encoding': 'gzip, br',
        'content-encoding': 'gzip',
        'content-type': 'application/json',
        connection: 'keep-alive, x-private',
        'x-private': '1',
        'transfer-encoding': 'chunked',
        'content-length': '7',
        host: 'localhost',
        'x-headroom-bypass': 'true',
        'x-headroom-token': 'secret',
        'x-stainless-retry-count': '0',
        'x-forwarded-for': '1.2.3.4',
      }),
      { changed: false },
    )
    expect(Object.fromEntries(sent)).toEqual({
      authorization: 'Bearer sk',
      'anthropic-beta': 'a-1, b-2',
      'user-agent': 'claude-cli/2.1',
      'accept-encoding': 'gzip, br',
      'content-encoding': 'gzip',
      'content-type': 'application/json',
      'x-stainless-retry-count': '0',
    })
  })

  // RFC 9110 §7.6.1, and the older ones in use.
  it.each([
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
  ])('keeps %s to its own connection, there and back', (name) => {
    const headers = new Headers({ [name]: 'x', accept: '*/*' })
    const expected = { accept: '*/*' }
    expect(Object.fromEntries(requestHeaders(headers, { changed: false }))).toEqual(expected)
    expect(Object.fromEntries(answerHeaders(headers, { decoded: false }))).toEqual(expected)
  })

  it.each(['host', 'content-length', 'expect', 'cf-ray', 'x-real-ip', 'forwarded'])(
    'leaves out %s, which is for the host to say, or says where the client is',
    (name) => {
      const headers = new Headers({ [name]: 'x', accept: '*/*' })
      expect(Object.fromEntries(requestHeaders(headers, { changed: false }))).toEqual({
        accept: '*/*',
      })
    },
  )

  it('sends a changed body in no encoding', () => {
    const headers = new Headers({ 'content-encoding': 'gzip', accept: '*/*' })
    expect(Object.fromEntries(requestHeaders(headers, { changed: true }))).toEqual({
      accept: '*/*',
    })
  })
})

describe('answerHeaders', () => {
  it('keeps what came twice, and drops what is the connection’s', () => {
    const headers = new Headers({ 'content-length': '3', connection: 'close, a b', 'x-b': '2' })
    headers.append('set-cookie', 'a=1')
    headers.append('set-cookie', 'b=2')
    const sent = answerHeaders(headers, { decoded: false })
    expect([...sent].filter(([name]) => name === 'set-cookie').map(([, value]) => value)).toEqual([
      'a=1',
      'b=2',
    ])
    expect(sent.get('content-length')).toBe('3')
    expect(sent.has('connection')).toBe(false)
  })

  it('says nothing of an encoding that has been undone', () => {
    const headers = new Headers({ 'content-length': '3', 'content-encoding': 'gzip', 'x-b': '2' })
    expect(Object.fromEntries(answerHeaders(headers, { decoded: true }))).toEqual({ 'x-b': '2' })
  })
})
