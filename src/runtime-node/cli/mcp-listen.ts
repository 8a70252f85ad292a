import { once } from 'node:events'
import { resolve } from 'node:path'
import { InvalidArgumentError } from 'commander'
import { defaultDirectory } from '../index.ts'
import type { ListeningMcp, McpPlace } from '../mcp/listen.ts'
import { installationToken } from '../proxy/token.ts'
import { warn } from './terminal.ts'

/** Listens under the installation's token until the process is asked to end. */
export async function listenUntilStopped(
  port: number,
  listen: (place: McpPlace) => Promise<ListeningMcp>,
): Promise<void> {
  const directory = defaultDirectory()
  const { HEADROOM_PROXY_TOKEN: given } = process.env
  const token = given || (await installationToken(directory))
  const { url, close } = await listen({ port, token })
  const where = given ? 'HEADROOM_PROXY_TOKEN' : resolve(directory, 'token')
  warn(`listening at ${url}; callers send the token in ${where} as a bearer`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await close()
}

/** A flag's value as a port. */
export function portOf(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) < 65_536) return Number(value)
  throw new InvalidArgumentError('Expected a port: a whole number from 0 to 65535.')
}
