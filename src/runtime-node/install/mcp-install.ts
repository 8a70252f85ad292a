import { existsSync } from 'node:fs'
import { folderOf, MCP_AGENTS, type McpAgent } from './agents.ts'
import { type Changing, type Outcome, type Part, putPart, removePart } from './change.ts'
import { InstallFailure } from './failure.ts'
import type { InstallJournal } from './journal.ts'
import { isOnPath, type Machine } from './places.ts'
import {
  isOwnServer,
  type Launcher,
  type ServerEntry,
  sameWords,
  unwrapped,
  wrapped,
} from './server-entry.ts'
import { bytesOf, digestOf, fileBehind, textOf } from './settings-file.ts'

/** The name that our server has in agents' settings. */
const OWN = 'headroom'

/** The file that counts for an agent on this machine. */
export function fileOf(agent: McpAgent, machine: Machine): string {
  const files = agent.files(machine)
  const file = files.find((one) => existsSync(one)) ?? files[0]
  if (file === undefined) throw new InstallFailure(`no settings are known of ${agent.title}`)
  return file
}

/** True where an agent seems to be used: its settings, their folder or its command are there. */
export function isUsed(agent: McpAgent, machine: Machine): boolean {
  const { command } = agent
  return (
    existsSync(folderOf(agent, machine, fileOf(agent, machine))) ||
    (command !== undefined && isOnPath(command, machine))
  )
}

export function agentNamed(name: string): McpAgent | undefined {
  return MCP_AGENTS.find((agent) => agent.name === name)
}

export async function installServer(
  path: string,
  { format }: McpAgent,
  { launcher, ...changing }: Changing & { readonly launcher: Launcher },
): Promise<Outcome> {
  return await putPart(path, serverPart(format, launcher), changing)
}

function serverPart(format: McpAgent['format'], launcher: Launcher): Part {
  return {
    id: `server:${OWN}`,
    put(text) {
      const known = format.read(text, OWN)
      if (known !== undefined && !isOwnServer(known))
        throw new InstallFailure(`has a server "${OWN}" already that is another's`)
      return format.put(text, OWN, [...launcher, 'mcp', 'serve'])
    },
    remove(text) {
      const known = format.read(text, OWN)
      return known !== undefined && isOwnServer(known) ? format.remove(text, OWN) : text
    },
  }
}

/** Puts the gateway in front of a server. */
export async function wrapServer(
  path: string,
  { format }: McpAgent,
  {
    name,
    launcher,
    ...changing
  }: Changing & { readonly launcher: Launcher; readonly name: string },
): Promise<Outcome> {
  return await putPart(path, wrapPart(format, name, launcher), changing)
}

function wrapPart(format: McpAgent['format'], name: string, launcher: Launcher): Part {
  return {
    id: `wrap:${name}`,
    put(text) {
      const known = format.read(text, name)
      if (known === undefined || isOwnServer(known))
        throw new InstallFailure(`has no server "${name}" to stand in front of`)
      refuseUnreachable(known, name)
      const now = wrapped(launcher, unwrapped(known) ?? known)
      return sameWords(known.argv, now) ? text : format.restart(text, name, now)
    },
    remove(text) {
      const known = format.read(text, name)
      const bare = known === undefined ? undefined : unwrapped(known)
      if (bare === undefined) return text
      if (bare.url !== undefined)
        throw new InstallFailure(
          `was changed since; give "${name}" its address ${bare.url} back by hand`,
        )
      return format.restart(text, name, bare.argv)
    },
  }
}

/** Refuses what the gateway could not start or reach as the agent does. */
function refuseUnreachable({ argv, url, hasHeaders, transport }: ServerEntry, name: string): void {
  const cannot = (what: string): never => {
    throw new InstallFailure(`${what}; nothing is put in front of it`)
  }
  if (url === undefined && argv.length === 0)
    cannot(`says of "${name}" neither a command nor an address`)
  if (hasHeaders === true)
    cannot(`reaches "${name}" with headers, which others could read in a command`)
  if (transport === 'sse') cannot(`reaches "${name}" by SSE, which the gateway doesn't speak`)
  if (url?.includes('${') === true)
    cannot(`fills in a part of the address of "${name}", which others could read in a command`)
}

/** Takes out all that is ours of an agent's settings, the latest first. */
export async function uninstallServer(
  path: string,
  { format }: McpAgent,
  changing: Changing,
): Promise<readonly Outcome[]> {
  const entry = await changing.journal.read(await fileBehind(path))
  const ids = entry?.parts.filter((id) => /^(?:server|wrap):/.test(id)) ?? []
  const own = `server:${OWN}`
  const outcomes: Outcome[] = []
  for (const id of [...ids.filter((one) => one !== own), own]) {
    const part =
      id === own ? serverPart(format, []) : wrapPart(format, id.slice('wrap:'.length), [])
    outcomes.push(await removePart(path, part, changing))
  }
  return outcomes.filter(({ what }, at) => what !== 'unchanged' || at === outcomes.length - 1)
}

/** How an agent's settings stand. */
export interface AgentState {
  readonly agent: string
  readonly file: string
  readonly state: 'not found' | 'not installed' | 'installed' | 'unreadable'
  /** Another program has changed the file since: `uninstall` takes out what is ours alone. */
  readonly isChanged: boolean
  readonly wrapped: readonly string[]
}

export async function stateOf(
  agent: McpAgent,
  machine: Machine,
  journal: InstallJournal,
): Promise<AgentState> {
  const path = fileOf(agent, machine)
  const file = await fileBehind(path)
  const [bytes, entry] = [await bytesOf(file), await journal.read(file)]
  const names = (entry?.parts ?? []).filter((id) => id.startsWith('wrap:'))
  return {
    agent: agent.name,
    file: path,
    state: isUsed(agent, machine) ? readState(agent, bytes) : 'not found',
    isChanged: entry !== undefined && entry.digest !== digestOf(bytes),
    wrapped: names.map((id) => id.slice('wrap:'.length)),
  }
}

function readState({ format }: McpAgent, bytes: Uint8Array | undefined): AgentState['state'] {
  try {
    const known = bytes === undefined ? undefined : format.read(textOf(bytes), OWN)
    return known !== undefined && isOwnServer(known) ? 'installed' : 'not installed'
  } catch {
    return 'unreadable'
  }
}
