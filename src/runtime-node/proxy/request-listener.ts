import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Dispatcher } from 'undici'
import { chunksOf, type ProxyApp } from '../../proxy/index.ts'
import { giveAnswer } from './give-answer.ts'
import { incomingRequest } from './incoming-request.ts'
import { relay } from './relay.ts'
import { streamAnswer } from './stream-answer.ts'

/**
 * Serves requests: those for an upstream on Node's own streams, which costs a fraction of what the web's
 * do; all others through the app.
 */
export function requestListener(app: ProxyApp, upstreams: Dispatcher): RequestListener {
  return (incoming, outgoing) => {
    void passOn(incoming, outgoing, { app, upstreams }).then((isServed) =>
      isServed ? undefined : serveThrough(app, incoming, outgoing),
    )
  }
}

/** The answer is written here: the listener would print what breaks off, and lose what came before it. */
async function serveThrough(
  app: ProxyApp,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const listener = getRequestListener(
    async (request) => {
      const { status, headers, body } = await app.fetch(request)
      const chunks = body === null ? undefined : chunksOf(body)
      await streamAnswer({ status, headers, body: chunks }, outgoing)
      return RESPONSE_ALREADY_SENT
    },
    { overrideGlobalObjects: false },
  )
  await listener(incoming, outgoing)
}

async function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { app, upstreams }: { readonly app: ProxyApp; readonly upstreams: Dispatcher },
): Promise<boolean> {
  const request = incomingRequest(incoming, outgoing)
  const answer = request === undefined ? undefined : await app.exchange(request)
  if (answer === undefined) return false
  if (answer instanceof Response) await giveAnswer(answer, outgoing)
  else if ('url' in answer) relay({ incoming, outgoing, plan: answer }, upstreams)
  else await streamAnswer(answer, outgoing)
  return true
}
