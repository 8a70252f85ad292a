import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Dispatcher } from 'undici'
import type { ProxyApp } from '../../proxy/index.ts'
import { giveAnswer } from './give-answer.ts'
import { incomingHead } from './incoming-head.ts'
import { relay } from './relay.ts'

/**
 * Serves requests: those that are left alone on Node's own streams, which costs a third of what the
 * web's do; all others through the app.
 */
export function requestListener(app: ProxyApp, upstreams: Dispatcher): RequestListener {
  const serve = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return (incoming, outgoing) => {
    void passOn(incoming, outgoing, { app, upstreams }).then((isServed) =>
      isServed ? undefined : serve(incoming, outgoing),
    )
  }
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
