import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** What a client said to the proxy. */
export interface Tapped {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Stands between clients and the proxy, hears all, and changes nothing. */
export interface Tap {
  readonly base: string
  readonly tapped: readonly Tapped[]
  stop(): Promise<void>
}

/** `base` is the proxy's address, token included. */
export async function startTap(base: string): Promise<Tap> {
  const tapped: Tapped[] = []
  const { origin, pathname } = new URL(base)
  const prefix = pathname.replace(/\/$/, '')
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { method = '', url = '', headers } = incoming
    tapped.push({ method, url: url.slice(prefix.length), headers, body: body.toString() })
    relay(incoming, outgoing, { origin, body })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    base: `http://127.0.0.1:${port}${prefix}`,
    tapped,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A reset stays a reset, and a client that goes lets the proxy go. */
function relay(
  { method, url, headers }: IncomingMessage,
  outgoing: ServerResponse,
  { origin, body }: { readonly origin: string; readonly body: Buffer },
): void {
  const { host: _host, ...sent } = headers
  // A connection of its own: one kept open may close just as the next request sets out on it.
  const options = { method: method ?? 'GET', headers: sent, agent: false }
  const asked = request(new URL(url ?? '/', origin), options)
  asked.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
    answer.on('error', () => outgoing.destroy())
  })
  asked.on('error', () => outgoing.destroy())
  outgoing.on('close', () => asked.destroy())
  asked.end(body)
}
