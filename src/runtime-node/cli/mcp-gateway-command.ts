import { readFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { createHeadroom, type Preset } from '../index.ts'
import type { GatewayDesk } from '../mcp/gateway/desk.ts'
import { nameMatcher } from '../mcp/gateway/name-matcher.ts'
import { isAddress, serverFromFlag, serversFromFile } from '../mcp/gateway/named-servers.ts'
import { openServer, openServers } from '../mcp/gateway/open-server.ts'
import { savingsReport } from '../mcp/gateway/report.ts'
import { runGateway } from '../mcp/gateway/run-gateway.ts'
import type { OpenServer } from '../mcp/gateway/server-process.ts'
import { Savings } from '../mcp/savings.ts'
import { CliFailure, EXIT } from './failure.ts'
import { listed } from './listed.ts'
import { listenUntilStopped, portOf } from './mcp-listen.ts'
import { openOwnShelf, WHOSE } from './own-shelf.ts'
import { savingsAt } from './shared-savings.ts'
import { warn } from './terminal.ts'

interface GatewayOptions {
  readonly url?: string
  readonly header: readonly string[]
  readonly server: readonly string[]
  readonly config?: string
  readonly preset: Preset
  readonly only: readonly string[]
  readonly except: readonly string[]
  readonly observe?: boolean
  readonly project?: string
  readonly http?: boolean
  readonly port: number
}

/** `headroom mcp gateway`: in front of any server of the protocol, making small what its tools return. */
export function gatewayCommand(): Command {
  return new Command('gateway')
    .exitOverride()
    .description(
      'stand in front of an MCP server and make small what its tools and resources return',
    )
    .usage('[options] -- COMMAND ARGS...')
    .argument('[command...]', 'how the server is started, behind --')
    .option('--url <url>', 'a server that is spoken to over Streamable HTTP, in place of a command')
    .option(
      '--header <line>',
      'with --url: a header to send, "Name: value"; may be given again',
      collect,
      [],
    )
    .option(
      '--server <name=command>',
      'one of several servers; its tools are name__tool; may be given again',
      collect,
      [],
    )
    .option('--config <file>', 'several servers, as agents configure them: {"mcpServers": {…}}')
    .addOption(
      new Option('--preset <name>', 'safe leaves nothing out')
        .choices(['safe', 'balanced', 'aggressive'])
        .default('balanced'),
    )
    .option(
      '--only <names>',
      'tools whose results are made small; * stands for any letters',
      listed,
      [],
    )
    .option('--except <names>', 'tools whose results are left as they are', listed, [])
    .option('--observe', 'decide and report, and send everything as it came')
    .option('--project <name>', WHOSE)
    .option('--http', 'listen on this machine for any number of clients, with the token')
    .option('--port <number>', 'with --http: where; 0 takes any that is free', portOf, 8789)
    .action(async (command: readonly string[], options: GatewayOptions) => {
      process.stderr.on('error', () => undefined)
      const open = await serversOf(command, options)
      const desk = await openDesk(options)
      const code =
        options.http === true
          ? await listenWith(desk, open, options.port)
          : await runGateway(desk, await open())
      for (const line of savingsReport(desk.savings)) warn(line)
      await desk.headroom.close()
      if (code !== EXIT.ok) throw new CliFailure(`the server ended with ${code}`, code)
    })
}

/** Every client has a server of its own; they end with the gateway. */
async function listenWith(
  desk: GatewayDesk,
  open: () => Promise<OpenServer>,
  port: number,
): Promise<number> {
  const [{ listenForMcp }, { GatewaySessions }] = await Promise.all([
    import('../mcp/listen.ts'),
    import('../mcp/gateway/sessions.ts'),
  ])
  const sessions = new GatewaySessions(desk, open)
  await listenUntilStopped(port, async (place) => await listenForMcp(sessions, place))
  return EXIT.ok
}

async function openDesk({
  preset,
  only,
  except,
  observe,
  project,
  http,
}: GatewayOptions): Promise<GatewayDesk> {
  const { store, scope } = await openOwnShelf({ project, http })
  const headroom = await createHeadroom({ store, scope })
  const [isNamed, isExcepted] = [nameMatcher(only), nameMatcher(except)]
  return {
    headroom,
    store,
    scope,
    preset,
    savings: observe === true ? new Savings() : savingsAt('gateway', scope),
    observe: observe === true,
    isLeft: (name) => isExcepted(name) || (only.length > 0 && !isNamed(name)),
  }
}

/** How the servers are reached; refused at once where it is not plain. */
async function serversOf(
  [command, ...args]: readonly string[],
  { url, header, server, config }: GatewayOptions,
): Promise<() => Promise<OpenServer>> {
  const inFile = config === undefined ? [] : serversFromFile(await readFile(config, 'utf8'))
  const named = [...inFile, ...server.map(serverFromFlag)]
  if ([command, url, named[0]].filter((one) => one !== undefined).length !== 1)
    throw new CliFailure(
      'name a server: a command behind --, or --url, or any number with --server and --config',
      EXIT.usage,
    )
  if (new Set(named.map(([name]) => name)).size < named.length)
    throw new CliFailure('two servers have one name', EXIT.usage)
  if (named.length > 0) return async () => await openServers(named)
  if (command !== undefined) return async () => await openServer({ command, args })
  if (!isAddress(url))
    throw new CliFailure(
      `--url must be an address that begins with http: or https:, got ${url}`,
      EXIT.usage,
    )
  const headers = Object.fromEntries(header.map(headerOf))
  return async () => await openServer({ url, headers })
}

function headerOf(line: string): readonly [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*(\S.*)$/.exec(line) ?? []
  if (name !== undefined && value !== undefined) return [name.toLowerCase(), value.trim()]
  throw new CliFailure('--header must be "Name: value"', EXIT.usage)
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
