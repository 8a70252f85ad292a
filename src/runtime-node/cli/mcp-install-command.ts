import { Command } from 'commander'
import { defaultDirectory } from '../index.ts'
import { MCP_AGENTS, type McpAgent } from '../install/agents.ts'
import type { Outcome } from '../install/change.ts'
import { InstallJournal } from '../install/journal.ts'
import { launcherFor } from '../install/launcher.ts'
import {
  agentNamed,
  fileOf,
  installServer,
  isUsed,
  stateOf,
  uninstallServer,
  wrapServer,
} from '../install/mcp-install.ts'
import { thisMachine } from '../install/places.ts'
import { forEachAgent } from './each-agent.ts'
import { CliFailure, EXIT } from './failure.ts'
import { printTable } from './table.ts'
import { writeOut } from './terminal.ts'

interface InstallOptions {
  readonly wrap: readonly string[]
  readonly dryRun?: boolean
}

const NAMES = MCP_AGENTS.map(({ name }) => name).join(', ')

/** What tells agents of the server, takes it out again, and says how things stand. */
export function installCommands(): readonly Command[] {
  return [mcpInstallCommand(), mcpUninstallCommand(), mcpStatusCommand()]
}

/** `headroom mcp install`: tells agents of the server, or puts the gateway in front of theirs. */
function mcpInstallCommand(): Command {
  return new Command('install')
    .exitOverride()
    .description('add headroom mcp serve to the settings of an agent, or of all that are found')
    .argument('[agent]', NAMES)
    .option(
      '--wrap <name>',
      'put headroom mcp gateway in front of this server instead; may be given again',
      collect,
      [],
    )
    .option('--dry-run', 'show what would change, and stop')
    .action(async (name: string | undefined, { wrap, dryRun }: InstallOptions) => {
      if (name === undefined && wrap.length > 0)
        throw new CliFailure('--wrap needs the name of an agent', EXIT.usage)
      await forEachAgent(await chosen(name), async (agent) => {
        const machine = thisMachine()
        const launcher = launcherFor(agent.command !== undefined, machine)
        const changing = { journal: openJournal(), isTrial: dryRun === true, launcher }
        const file = fileOf(agent, machine)
        if (wrap.length === 0) return [await installServer(file, agent, changing)]
        const outcomes: Outcome[] = []
        for (const server of wrap)
          outcomes.push(await wrapServer(file, agent, { ...changing, name: server }))
        return outcomes
      })
    })
}

/** `headroom mcp uninstall`. */
function mcpUninstallCommand(): Command {
  return new Command('uninstall')
    .exitOverride()
    .description('take it out again: to the byte where nothing else has changed since')
    .argument('[agent]', NAMES)
    .option('--dry-run', 'show what would change, and stop')
    .action(async (name: string | undefined, { dryRun }: { readonly dryRun?: boolean }) => {
      const changing = { journal: openJournal(), isTrial: dryRun === true }
      await forEachAgent(
        await chosen(name),
        async (agent) => await uninstallServer(fileOf(agent, thisMachine()), agent, changing),
      )
    })
}

/** `headroom mcp status`. */
function mcpStatusCommand(): Command {
  return new Command('status')
    .exitOverride()
    .description('say for each agent whether it is installed, and where')
    .argument('[agent]', NAMES)
    .option('--json', 'write the list as JSON')
    .action(async (name: string | undefined, { json }: { readonly json?: boolean }) => {
      const agents = name === undefined ? MCP_AGENTS : [known(name)]
      const states = await Promise.all(
        agents.map(async (agent) => await stateOf(agent, thisMachine(), openJournal())),
      )
      if (json === true) return writeOut(`${JSON.stringify(states, undefined, 2)}\n`)
      const titles = ['agent', 'state', 'in front of', 'file']
      writeOut(
        printTable(
          titles.map((title) => ({ title, align: 'left' })),
          states.map((one) => [
            one.agent,
            one.isChanged ? `${one.state}, changed since` : one.state,
            one.wrapped.join(', '),
            one.file,
          ]),
        ),
      )
    })
}

/** One that is named need not be found: its settings are made. */
async function chosen(name: string | undefined): Promise<readonly McpAgent[]> {
  if (name !== undefined) return [known(name)]
  const found = MCP_AGENTS.filter((agent) => isUsed(agent, thisMachine()))
  if (found.length > 0) return found
  throw new CliFailure(`no agent was found here; name one of: ${NAMES}`)
}

function known(name: string): McpAgent {
  const agent = agentNamed(name)
  if (agent !== undefined) return agent
  throw new CliFailure(`no such agent: ${name}. There are: ${NAMES}`, EXIT.usage)
}

function openJournal(): InstallJournal {
  return new InstallJournal(defaultDirectory())
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
