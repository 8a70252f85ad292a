import type { Buffer } from 'node:buffer'
import { type IncomingMessage, request as requestHttp, type Server } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import { answerTo, type Passage, type ProxyApp, RequestError } from '../../proxy/index.ts'
import { headersOf, headOf, lastBytesOf, lastHeadOf, pairsOf, type RawHeader } from './raw-head.ts'
import { breakOff, joinSockets } from './tunnel.ts'

/** The sockets that a server passes on. */
export interface Sockets {
  /** Closes them all: they would stay open as long as their clients like. */
  close(): void
}

/** A request that asks for a socket, and its connection. */
interface Arrival {
  readonly incoming: IncomingMessage
  readonly client: Socket
  /** Bytes that came behind the request's head. */
  readonly head: Buffer
}

/**
 * Passes sockets on to their upstreams, with the checks of every other request. What the upstream
 * answers to the upgrade goes to the client as it is; after a switch of protocols so does every byte,
 * both ways, each side no faster than the other reads. Other upgrades that a client offers (HTTP/2 over
 * plain text) are passed over, as HTTP allows.
 */
export function serveSockets(server: Server, app: Pick<ProxyApp, 'passage'>): Sockets {
  const open = new Set<Socket>()
  server.on('upgrade', (incoming: IncomingMessage, duplex, head: Buffer) => {
    const client = duplex as Socket
    if (incoming.headers.upgrade?.toLowerCase() !== 'websocket') {
      serveWithoutUpgrade(server, { incoming, client, head })
      return
    }
    open.add(client)
    client.once('close', () => open.delete(client))
    client.on('error', () => client.destroy())
    client.setTimeout(0)
    void passOn({ incoming, client, head }, app)
  })
  return {
    close: () => {
      for (const client of open) client.destroy()
    },
  }
}

/** What offers an upgrade, and of no use without it. */
const OFFERS: readonly string[] = ['connection', 'upgrade', 'http2-settings']

/** Gives the connection back to the server, its request as if the upgrade had not been offered. */
function serveWithoutUpgrade(server: Server, { incoming, client, head }: Arrival): void {
  const { method, url, httpVersion, rawHeaders } = incoming
  const kept = pairsOf(rawHeaders).filter(([name]) => !OFFERS.includes(name.toLowerCase()))
  if (head.byteLength > 0) client.unshift(head)
  client.unshift(headOf(`${method} ${url} HTTP/${httpVersion}`, kept))
  server.emit('connection', client)
}

async function passOn(arrival: Arrival, app: Pick<ProxyApp, 'passage'>): Promise<void> {
  const { incoming, client } = arrival
  const request = requestOf(incoming)
  const passage = request === undefined ? NO_PATH() : await app.passage(request)
  if (passage instanceof Response) return await tell(client, passage)
  let status = 0
  const leave = (hadError: boolean): void =>
    passage.left({ status, ending: status === 0 || hadError ? 'cut' : 'complete' })
  if (client.closed) return leave(true)
  client.once('close', leave)
  try {
    const reply = await ask(arrival, passage)
    status = reply.answer.statusCode ?? 0
    if (reply.upstream === undefined) giveOn(reply.answer, client)
    else switchOver(arrival, reply)
  } catch (error) {
    await tell(client, answerTo(error))
  }
  return undefined
}

const NO_PATH = (): Response =>
  answerTo(new RequestError(400, 'invalid_request', 'the address must be a path'))

/** The request as the app reads it; `undefined` for an address that is no path. */
function requestOf({ url = '', rawHeaders, method = 'GET' }: IncomingMessage): Request | undefined {
  const address = `http://localhost${url}`
  if (!url.startsWith('/') || !URL.canParse(address)) return undefined
  return new Request(address, { method, headers: headersOf(pairsOf(rawHeaders)) })
}

/** What the upstream says to the upgrade; with its connection, where it agrees. */
type Reply = Switch | { readonly answer: IncomingMessage; readonly upstream?: undefined }

interface Switch {
  readonly answer: IncomingMessage
  readonly upstream: Socket
  /** Bytes that came behind the answer's head. */
  readonly first: Buffer
}

/** Sends the upgrade on. Throws `RequestError` 502 and 504 where nothing comes back. */
async function ask(arrival: Arrival, passage: Passage): Promise<Reply> {
  const { incoming, client } = arrival
  const { url, timeout } = passage
  const over = new AbortController()
  const asked = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: incoming.method ?? 'GET',
    headers: upgradeHeaders(incoming, passage).flat(),
    agent: false,
    signal: over.signal,
  })
  const timer = setTimeout(() => over.abort('late'), timeout)
  const forget = whenGone(client, () => over.abort('gone'))
  try {
    return await new Promise<Reply>((resolve, reject) => {
      asked.once('upgrade', (answer, upstream: Socket, first) =>
        resolve({ answer, upstream, first }),
      )
      asked.once('response', (answer) => resolve({ answer }))
      asked.on('error', reject)
      asked.end()
    })
  } catch {
    throw over.signal.reason === 'late'
      ? new RequestError(504, 'upstream_timeout', `no answer within ${timeout} ms`)
      : new RequestError(502, 'upstream_unreachable', 'the upstream could not be reached')
  } finally {
    clearTimeout(timer)
    forget()
  }
}

/** Calls back once the client ends its side or is gone; reads nothing that is for the upstream. */
function whenGone(client: Socket, callback: () => void): () => void {
  const look = (): unknown => client.read(0)
  client.on('readable', look)
  client.once('end', callback)
  client.once('close', callback)
  return () => {
    client.off('readable', look)
    client.off('end', callback)
    client.off('close', callback)
  }
}

/** The client's headers in their order and case, its own connection's set to the upstream's. */
function upgradeHeaders(
  { rawHeaders }: IncomingMessage,
  { url, headers }: Passage,
): readonly RawHeader[] {
  return pairsOf(rawHeaders).flatMap(([name, value]): readonly RawHeader[] => {
    switch (name.toLowerCase()) {
      case 'host':
        return [[name, url.host]]
      case 'connection':
        return [[name, 'Upgrade']]
      case 'upgrade':
        return [[name, value]]
      default:
        return headers.has(name) ? [[name, value]] : []
    }
  })
}

function switchOver({ client, head }: Arrival, { answer, upstream, first }: Switch): void {
  client.write(headOf(`HTTP/1.1 101 ${answer.statusMessage}`, pairsOf(answer.rawHeaders)))
  if (first.byteLength > 0) client.write(first)
  if (head.byteLength > 0) upstream.write(head)
  joinSockets(client, upstream)
}

/** An answer without a socket; the connection ends with it, or breaks off where it does. */
function giveOn(answer: IncomingMessage, client: Socket): void {
  client.write(lastHeadOf(answer))
  answer.once('error', () => breakOff(client))
  client.once('close', () => answer.destroy())
  answer.pipe(client)
}

async function tell(client: Socket, answer: Response): Promise<void> {
  client.end(await lastBytesOf(answer), () => client.destroySoon())
}
