import { resolve } from 'node:path'
import { Command } from 'commander'
import { createHeadroom, defaultDirectory } from '../index.ts'
import { ServedProjects } from '../served-projects.ts'
import { gatewayCommand } from './mcp-gateway-command.ts'
import { listenUntilStopped, portOf } from './mcp-listen.ts'
import { openOwnShelf, WHOSE } from './own-shelf.ts'
import { savingsAt } from './shared-savings.ts'

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
    .option('--project <name>', WHOSE)
    .option('--http', 'listen on this machine for any number of clients, with the token')
    .option('--port <number>', 'with --http: where; 0 takes any that is free', portOf, 8788)
    .action(async ({ root, port, http, project }: ServeOptions) => {
      outliveDeafEars()
      const { store, scope } = await openOwnShelf({ project, http })
      const headroom = await createHeadroom({ store, scope })
      const roots = root.map((path) => resolve(path))
      const desk = {
        headroom,
        store,
        scope,
        roots,
        savings: savingsAt('mcp serve', scope),
        version,
      }
      if (http === true) {
        const { serveMcpOverHttp } = await import('../mcp/serve-http.ts')
        await listenUntilStopped(port, async (place) => await serveMcpOverHttp(desk, place))
      } else {
        const { serveMcpOverStdio } = await import('../mcp/serve-stdio.ts')
        const withdraw = await new ServedProjects(defaultDirectory()).announce(scope)
        await serveMcpOverStdio(desk)
        await withdraw()
      }
      await headroom.close()
    })
  return new Command('mcp').description(description).addCommand(serve).addCommand(gatewayCommand())
}

/** Nobody may read what is said on standard error; that is no reason to end. */
function outliveDeafEars(): void {
  process.stderr.on('error', () => undefined)
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
