import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Changing, type Outcome, putPart, removePart } from '../install/change.ts'
import { InstallFailure } from '../install/failure.ts'
import type { InstallJournal } from '../install/journal.ts'
import { launcherFor } from '../install/launcher.ts'
import { agentNamed, isUsed } from '../install/mcp-install.ts'
import { isOnPath, type Machine } from '../install/places.ts'
import { bytesOf, digestOf, fileBehind, textOf } from '../install/settings-file.ts'
import { HOOK_AGENTS, type HookAgent } from './hook-agents.ts'

/** The agent of a name. */
export function hookAgentNamed(name: string): HookAgent | undefined {
  return HOOK_AGENTS.find((agent) => agent.name === name)
}

/** True where an agent seems to be used. */
export function isHookAgentUsed({ name, way }: HookAgent, machine: Machine): boolean {
  const agent = agentNamed(name)
  if (agent !== undefined) return isUsed(agent, machine)
  if (way === undefined) return false
  const folder = dirname(dirname(way.file(machine)))
  return existsSync(folder) || isOnPath(way.trial.command, machine)
}

/** Switches our hook on. Rejects with `InstallFailure` for an agent whose hooks can replace nothing. */
export async function installHook(
  { title, way, inert }: HookAgent,
  machine: Machine,
  { flags, ...changing }: Changing & { readonly flags: readonly string[] },
): Promise<Outcome> {
  if (way === undefined)
    throw new InstallFailure(`${title} is inert: ${inert ?? ''}; nothing was installed`)
  const part = way.part({ launcher: launcherFor(true, machine), flags })
  return await putPart(way.file(machine), part, changing)
}

/** Other hooks beside ours, of which one may replace the same outputs: the last to answer wins. */
export async function rivalsOf({ way }: HookAgent, machine: Machine): Promise<readonly string[]> {
  if (way?.rivals === undefined) return []
  return way.rivals(textOf(await bytesOf(await fileBehind(way.file(machine)))))
}

/** Switches it off; `undefined` for an agent that can't have it. */
export async function uninstallHook(
  { way }: HookAgent,
  machine: Machine,
  changing: Changing,
): Promise<Outcome | undefined> {
  if (way === undefined) return undefined
  return await removePart(way.file(machine), way.part({ launcher: [], flags: [] }), changing)
}

/** How an agent's hook stands. */
export interface HookState {
  readonly agent: string
  readonly state:
    | 'not found'
    | 'not installed'
    | 'installed'
    | 'switched off'
    | 'unreadable'
    | 'inert'
  /** The file that switches it on; or why there is none. */
  readonly where: string
  /** Another program has changed the file since. */
  readonly isChanged: boolean
}

/** Reads how an agent's hook stands; changes nothing. */
export async function hookStateOf(
  agent: HookAgent,
  machine: Machine,
  journal: InstallJournal,
): Promise<HookState> {
  const { name, way, inert = '' } = agent
  if (way === undefined) return { agent: name, state: 'inert', where: inert, isChanged: false }
  const where = way.file(machine)
  const file = await fileBehind(where)
  const [bytes, entry] = [await bytesOf(file), await journal.read(file)]
  return {
    agent: name,
    state: isHookAgentUsed(agent, machine) ? stateIn(way, bytes) : 'not found',
    where,
    isChanged: entry !== undefined && entry.digest !== digestOf(bytes),
  }
}

function stateIn(
  way: NonNullable<HookAgent['way']>,
  bytes: Uint8Array | undefined,
): HookState['state'] {
  try {
    const text = textOf(bytes)
    if (!way.isIn(text)) return 'not installed'
    return way.isOff?.(text) === true ? 'switched off' : 'installed'
  } catch {
    return 'unreadable'
  }
}
