import { once } from 'node:events'
import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { createHeadroom, defaultDirectory } from '../index.ts'
import type { McpDesk } from '../mcp/desk.ts'
import { Savings } from '../mcp/savings.ts'
import { serveMcpOverHttp } from '../mcp/serve-http.ts'
import { serveMcpOverStdio } from '../mcp/serve-stdio.ts'
import { installationToken } from '../proxy/token.ts'
import { openCliStore } from './cli-store.ts'
import { gatewayCommand } from './mcp-gateway-command.ts'
import { warn } from './terminal.ts'

interface ServeOptions {
  readonly root: readonly string[]
  readonly project?: string
  readonly http?: boolean
  readonly port: number
}

/** `headroom mcp`: compressing and looking up as tools of an agent. */
export function mcpCommand(version: string, description: string): Command {
  const serve = new Command('serve')
    .exitOverride()
    .description(
      'offer headroom_compress, headroom_read, headroom_retrieve and headroom_stats on standard input and output, or over HTTP',
    )
    .option('--root <dir>', 'a folder that files may be read from; may be given again', collect, [])
    .option('--project <name>', 'whose originals they are', 'default')
    .option('--http', 'listen on this machine for any number of clients, with the token')
    .option('--port <number>', 'with --http: where; 0 takes any that is free', portOf, 8788)
    .action(async ({ root, project: scope = 'default', http, port }: ServeOptions) => {
      outliveDeafEars()
      const store = await openCliStore()
      const headroom = await createHeadroom({ store, scope })
      const roots = root.map((path) => resolve(path))
      const desk = { headroom, store, scope, roots, savings: new Savings(), version }
      if (http === true) await listenUntilStopped(desk, port)
      else await serveMcpOverStdio(desk)
      await headroom.close()
    })
  return new Command('mcp').description(description).addCommand(serve).addCommand(gatewayCommand())
}

async function listenUntilStopped(desk: McpDesk, port: number): Promise<void> {
  const directory = defaultDirectory()
  const { HEADROOM_PROXY_TOKEN: given } = process.env
  const token = given || (await installationToken(directory))
  const { url, close } = await serveMcpOverHttp(desk, { port, token })
  const where = given ? 'HEADROOM_PROXY_TOKEN' : resolve(directory, 'token')
  warn(`listening at ${url}; callers send the token in ${where} as a bearer`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await close()
}

/** Nobody may read what is said on standard error; that is no reason to end. */
function outliveDeafEars(): void {
  process.stderr.on('error', () => undefined)
}

function portOf(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) < 65_536) return Number(value)
  throw new InvalidArgumentError('Expected a port: a whole number from 0 to 65535.')
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
