import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server'
import { EngineError } from '../../engine/index.ts'
import { type AccessRules, answerTo, checkAccess, RequestError } from '../../proxy/index.ts'
import { codeOf } from '../files.ts'
import type { McpDesk } from './desk.ts'
import { createMcpServer } from './server.ts'

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

/** Bytes of the largest message: a text may come as an argument. */
const LARGEST = 64 << 20
const HOST = '127.0.0.1'

/**
 * Serves any number of clients over Streamable HTTP on the loopback device, with the proxy's checks of token,
 * Host and Origin. Throws `EngineError('bad-options')` for a port that is taken.
 */
export async function serveMcpOverHttp(
  desk: McpDesk,
  { port, token }: McpPlace,
): Promise<ListeningMcp> {
  const handler = createMcpHandler(() => createMcpServer(desk), {
    maxRequestBodySize: LARGEST,
    onerror: (error) => process.stderr.write(`headroom: ${error.message}\n`),
  })
  const rules: AccessRules = { token, names: [], origins: [] }
  const listener = getRequestListener(async (request) => await answer(request, rules, handler), {
    overrideGlobalObjects: false,
  })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  const bound = await listen(server, port)
  return {
    url: `http://${HOST}:${bound}/mcp`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      await handler.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(
  request: Request,
  rules: AccessRules,
  handler: McpHttpHandler,
): Promise<Response> {
  try {
    const { method, url } = request
    const { path } = await checkAccess({ method, url, headers: withToken(request.headers) }, rules)
    if (path !== '/mcp') throw new RequestError(404, 'not_found', 'the protocol is spoken at /mcp')
    return await handler.fetch(request)
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

async function listen(server: Server, port: number): Promise<number> {
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
