import { createServer } from 'node:http'

/** A web proxy that lets nothing through and remembers who was asked for. */
export interface Trap {
  readonly url: string
  /** Hosts, in the order in which they were asked for. */
  readonly hosts: string[]
  stop(): Promise<void>
}

export async function startTrap(): Promise<Trap> {
  const hosts: string[] = []
  const server = createServer((incoming, outgoing) => {
    hosts.push(incoming.url ?? '')
    outgoing.writeHead(502).end()
  })
  server.on('connect', (incoming, socket) => {
    hosts.push(incoming.url ?? '')
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    hosts,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
