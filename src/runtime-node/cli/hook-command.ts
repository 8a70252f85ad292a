import { Command, InvalidArgumentError, Option } from 'commander'
import { endHelper, runningHelper } from '../hooks/helper-client.ts'
import { helperPlace } from '../hooks/helper-place.ts'
import { HOOK_AGENTS, type HookAgent } from '../hooks/hook-agents.ts'
import {
  type HookState,
  hookAgentNamed,
  hookStateOf,
  installHook,
  isHookAgentUsed,
  rivalsOf,
  uninstallHook,
} from '../hooks/hook-install.ts'
import { probeHook } from '../hooks/hook-probe.ts'
import { sightingOf } from '../hooks/hook-watch.ts'
import { defaultDirectory, type Preset } from '../index.ts'
import { InstallFailure } from '../install/failure.ts'
import { InstallJournal } from '../install/journal.ts'
import { agentNamed, stateOf } from '../install/mcp-install.ts'
import { thisMachine } from '../install/places.ts'
import { forEachAgent } from './each-agent.ts'
import { CliFailure, EXIT } from './failure.ts'
import { listed } from './listed.ts'
import { printTable } from './table.ts'
import { warn, writeOut } from './terminal.ts'

interface InstallOptions {
  readonly preset: Preset
  readonly only: readonly string[]
  readonly except: readonly string[]
  readonly patience?: number
  readonly probe: boolean
  readonly dryRun?: boolean
}

const NAMES = HOOK_AGENTS.map(({ name }) => name).join(', ')

/** `headroom hook`: what agents' own tools give back is made small where it is born. */
export function hookCommand(description: string): Command {
  const run = new Command('run')
    .description('what an agent calls: its JSON on standard input, its answer or nothing on output')
    .argument('<agent>', NAMES)
  return new Command('hook')
    .description(description)
    .addCommand(installCommand())
    .addCommand(uninstallCommand())
    .addCommand(statusCommand())
    .addCommand(run)
}

function installCommand(): Command {
  return new Command('install')
    .exitOverride()
    .description('put our hook into the settings of an agent, or of all that are found')
    .argument('[agent]', NAMES)
    .addOption(
      new Option('--preset <name>', 'safe leaves nothing out')
        .choices(['safe', 'balanced', 'aggressive'])
        .default('balanced'),
    )
    .option(
      '--only <names>',
      'tools whose output is made small; * stands for any letters',
      listed,
      [],
    )
    .option('--except <names>', 'tools whose output is left as it is', listed, [])
    .option('--patience <ms>', 'after which the original stands (default: 200)', millisecondsOf)
    .option('--no-probe', 'do not run the agent first, to see whether it heeds its hook')
    .option('--dry-run', 'show what would change, and stop')
    .action(async (name: string | undefined, options: InstallOptions) => {
      const changing = { journal: openJournal(), isTrial: options.dryRun === true }
      const flags = flagsOf(options)
      const agents = chosen(name)
      await forEachAgent(agents, async (agent) => {
        if (options.probe && !changing.isTrial) await probeFirst(agent)
        return [await installHook(agent, thisMachine(), { ...changing, flags })]
      })
      for (const agent of agents) await adviseOn(agent)
    })
}

function uninstallCommand(): Command {
  return new Command('uninstall')
    .exitOverride()
    .description('take it out again: to the byte where nothing else has changed since')
    .argument('[agent]', NAMES)
    .option('--dry-run', 'show what would change, and stop')
    .action(async (name: string | undefined, { dryRun }: { readonly dryRun?: boolean }) => {
      const changing = { journal: openJournal(), isTrial: dryRun === true }
      await forEachAgent(chosen(name), async (agent) => {
        const outcome = await uninstallHook(agent, thisMachine(), changing)
        return outcome === undefined ? [] : [outcome]
      })
      // Another agent's hook starts it again.
      if (dryRun !== true) await endHelper(helperPlace())
    })
}

/** Rejects where the agent was run, and did not heed the hook. */
async function probeFirst(agent: HookAgent): Promise<void> {
  const { title, way } = agent
  if (way === undefined) return
  const probed = await probeHook(agent, thisMachine())
  if (probed === 'inert')
    throw new InstallFailure(
      `${title} was run, and showed its model the original all the same; nothing was installed`,
    )
  if (probed === 'unknown')
    return warn(`${title} could not be run to see whether it heeds its hook`)
  warn(`${title} was run, and heeds its hook`)
}

/** Says what else decides how much our hook does. */
async function adviseOn(agent: HookAgent): Promise<void> {
  const { name, title } = agent
  for (const rival of await rivalsOf(agent, thisMachine()))
    warn(`${title}: if this hook replaces outputs too, the last to answer wins: ${rival}`)
  const served = agentNamed(name)
  if (served === undefined) return
  const { state } = await stateOf(served, thisMachine(), openJournal())
  if (state !== 'installed')
    warn(
      `${title}: texts are only packed until \`headroom mcp install ${name}\` lets it look up the rest`,
    )
}

interface StatusOptions {
  readonly probe?: boolean
  readonly json?: boolean
}

function statusCommand(): Command {
  return new Command('status')
    .exitOverride()
    .description('say for each agent whether our hook is installed, where, and whether it works')
    .argument('[agent]', NAMES)
    .option('--probe', 'run each agent that is found against a provider on this machine, to see')
    .option('--json', 'write the list as JSON')
    .action(async (name: string | undefined, options: StatusOptions) => {
      const agents = name === undefined ? HOOK_AGENTS : [known(name)]
      const isProbed = options.probe === true
      const states = await Promise.all(agents.map(async (agent) => await shown(agent, isProbed)))
      if (options.json === true) return writeOut(`${JSON.stringify(states, undefined, 2)}\n`)
      const titles = ['agent', 'state', 'heeded', 'where, or why not']
      const columns = titles.map((title) => ({ title, align: 'left' }) as const)
      const rows = states.map(({ agent, state, isChanged, heeded, where }) => [
        agent,
        isChanged ? `${state}, changed since` : state,
        heeded,
        where,
      ])
      writeOut(printTable(columns, rows))
      const helper = await runningHelper(helperPlace())
      if (helper !== undefined) warn(`the resident helper is process ${helper}`)
    })
}

interface Shown extends HookState {
  /** Whether models read what our hook puts in an output's place, as far as that is known. */
  readonly heeded: string
}

async function shown(agent: HookAgent, isProbed: boolean): Promise<Shown> {
  const state = await hookStateOf(agent, thisMachine(), openJournal())
  if (isProbed) return { ...state, heeded: await probeHook(agent, thisMachine()) }
  const seen = await sightingOf(defaultDirectory(), agent.name)
  if (seen !== undefined) return { ...state, heeded: `${seen.sighting} since ${seen.at}` }
  return { ...state, heeded: agent.way === undefined ? 'inert' : 'unknown' }
}

/** Without a name those that are found; what is inert among them is said, and passed over. */
function chosen(name: string | undefined): readonly HookAgent[] {
  if (name !== undefined) return [known(name)]
  const found = HOOK_AGENTS.filter((agent) => isHookAgentUsed(agent, thisMachine()))
  for (const { title, inert } of found) if (inert !== undefined) warn(`${title}: inert: ${inert}`)
  const able = found.filter(({ way }) => way !== undefined)
  if (able.length > 0) return able
  throw new CliFailure(`no agent was found here whose tools can be heard; name one of: ${NAMES}`)
}

function known(name: string): HookAgent {
  const agent = hookAgentNamed(name)
  if (agent !== undefined) return agent
  throw new CliFailure(`no such agent: ${name}. There are: ${NAMES}`, EXIT.usage)
}

/** What stands behind `headroom hook run AGENT`: what is as it would be anyway is not said. */
function flagsOf({ preset, only, except, patience }: InstallOptions): readonly string[] {
  return [
    ...(preset === 'balanced' ? [] : ['--preset', preset]),
    ...(only.length === 0 ? [] : ['--only', only.join(',')]),
    ...(except.length === 0 ? [] : ['--except', except.join(',')]),
    ...(patience === undefined ? [] : ['--patience', String(patience)]),
  ]
}

function millisecondsOf(value: string): number {
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Expected milliseconds: a whole number from 1 to 999999.')
}

function openJournal(): InstallJournal {
  return new InstallJournal(defaultDirectory())
}
