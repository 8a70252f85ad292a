import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { EngineError } from '../../engine/index.ts'
import { type AccessRules, answerTo, checkAccess, RequestError } from '../../proxy/index.ts'
import { codeOf } from '../files.ts'

/** A server of the protocol that listens. */
export interface ListeningMcp {
  /** Where it answers, e.g. `http://127.0.0.1:8788/mcp`. */
  readonly url: string
  close(): Promise<void>
}

/** Where to listen, and what every caller must know. */
export interface McpPlace {
  /** 0 takes any that is free. */
  readonly port: number
  readonly token: string
}

/** What answers the requests that are let in. */
export interface McpAnswerer {
  readonly fetch: (request: Request) => Promise<Response>
  readonly close: () => Promise<void>
}

/** Bytes of the largest message: a text may come as an argument. */
export const LARGEST_REQUEST: number = 64 << 20
const HOST = '127.0.0.1'

/**
 * Listens on the loopback device, with the proxy's checks of token, Host and Origin. Throws
 * `EngineError('bad-options')` for a port that is taken.
 */
export async function listenForMcp(
  answerer: McpAnswerer,
  { port, token }: McpPlace,
): Promise<ListeningMcp> {
  const rules: AccessRules = { token, names: [], origins: [] }
  const listener = getRequestListener(async (request) => await answer(request, rules, answerer), {
    overrideGlobalObjects: false,
  })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  const bound = await bind(server, port)
  return {
    url: `http://${HOST}:${bound}/mcp`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      await answerer.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  request: Request,
  rules: AccessRules,
  { fetch }: McpAnswerer,
): Promise<Response> {
  try {
    const { method, url } = request
    const { path } = await checkAccess({ method, url, headers: withToken(request.headers) }, rules)
    if (path !== '/mcp') throw new RequestError(404, 'not_found', 'the protocol is spoken at /mcp')
    return await fetch(request)
  } catch (error) {
    return answerTo(error)
  }
}

/** Clients of the protocol can send a bearer, and no more is sent on from here: it is the token. */
function withToken(given: Headers): Headers {
  const headers = new Headers(given)
  const [scheme = '', bearer = ''] = (headers.get('authorization') ?? '').split(' ')
  if (scheme.toLowerCase() === 'bearer' && !headers.has('x-headroom-token'))
    headers.set('x-headroom-token', bearer)
  return headers
}

async function bind(server: Server, port: number): Promise<number> {
  server.listen(port, HOST)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    throw new EngineError('bad-options', `port ${port} is taken; name another with --port`)
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}
