import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Dispatcher } from 'undici'
import type { ProxyApp } from '../../proxy/index.ts'
import { giveAnswer } from './give-answer.ts'
import { incomingHead } from './incoming-head.ts'
import { relay } from './relay.ts'
import { streamAnswer } from './stream-answer.ts'

/**
 * Serves requests: those that are left alone on Node's own streams, which costs a third of what the
 * web's do; all others through the app.
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
      await streamAnswer(await app.fetch(request), outgoing)
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
  const head = incomingHead(incoming)
  const plan = head === undefined ? undefined : await app.passing(head)
  if (plan === undefined) return false
  if (plan instanceof Response) await giveAnswer(plan, outgoing)
  else relay({ incoming, outgoing, plan }, upstreams)
  return true
}
