import { resolve } from 'node:path'
import { Command } from 'commander'
import { createHeadroom } from '../index.ts'
import { Savings } from '../mcp/savings.ts'
import { serveMcpOverStdio } from '../mcp/serve-stdio.ts'
import { openCliStore } from './cli-store.ts'

interface ServeOptions {
  readonly root: readonly string[]
  readonly project?: string
}

/** `headroom mcp`: compressing and looking up as tools of an agent. */
export function mcpCommand(version: string, description: string): Command {
  const serve = new Command('serve')
    .description(
      'offer headroom_compress, headroom_read, headroom_retrieve and headroom_stats on standard input and output',
    )
    .option('--root <dir>', 'a folder that files may be read from; may be given again', collect, [])
    .option('--project <name>', 'whose originals they are', 'default')
    .action(async ({ root, project: scope = 'default' }: ServeOptions) => {
      const store = await openCliStore()
      const headroom = await createHeadroom({ store, scope })
      const roots = root.map((path) => resolve(path))
      await serveMcpOverStdio({ headroom, store, scope, roots, savings: new Savings(), version })
      await headroom.close()
    })
  return new Command('mcp').description(description).addCommand(serve)
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
