import type { ServerAddress } from './http-wire.ts'
import { type OpenServer, type ServerCommand, startServer } from './server-process.ts'

/** Where a server is: started here, or spoken to elsewhere. */
export type ServerPlace = ServerCommand | ServerAddress

/** Several servers, each under the name that goes before its tools'. */
export type NamedServers = readonly (readonly [string, ServerPlace])[]

/** Begins a conversation with a server. */
export async function openServer(place: ServerPlace): Promise<OpenServer> {
  if ('command' in place) return startServer(place)
  const { HttpWire } = await import('./http-wire.ts')
  const wire = new HttpWire(place)
  return { wire, ended: Promise.resolve(0), stop: () => wire.end() }
}

/** Begins a conversation with several servers as with one. Its exit code is the first that is not 0. */
export async function openServers(named: NamedServers): Promise<OpenServer> {
  const [{ ServerLine }, { Switchboard }] = await Promise.all([
    import('./server-line.ts'),
    import('./switchboard.ts'),
  ])
  const servers = await Promise.all(named.map(async ([, place]) => await openServer(place)))
  const lines = servers.map(({ wire }, at) => new ServerLine(named[at]?.[0] ?? '', wire))
  const codes = Promise.all(servers.map(async ({ ended }) => await ended))
  return {
    wire: new Switchboard(lines),
    ended: codes.then((all) => all.find((code) => code !== 0) ?? 0),
    stop: (signal) => {
      for (const server of servers) server.stop(signal)
    },
  }
}
