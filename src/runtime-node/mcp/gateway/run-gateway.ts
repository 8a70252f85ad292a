import type { GatewayDesk } from './desk.ts'
import { pipeWire } from './pipe-wire.ts'
import { Relay } from './relay.ts'
import type { OpenServer } from './server-process.ts'

/** Stands between the client on standard input and output and a server, until both are done; gives its exit code. */
export async function runGateway(desk: GatewayDesk, server: OpenServer): Promise<number> {
  const stop = (signal: NodeJS.Signals): void => server.stop(signal)
  process.on('SIGTERM', stop).on('SIGINT', stop)
  const client = pipeWire(process.stdin, process.stdout)
  await new Relay(desk, { client, server: server.wire }).run()
  const code = await server.ended
  process.stdin.destroy()
  process.off('SIGTERM', stop).off('SIGINT', stop)
  return code
}
