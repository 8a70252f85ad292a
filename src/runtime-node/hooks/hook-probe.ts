import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { launcherByPath } from '../install/launcher.ts'
import { isOnPath, type Machine } from '../install/places.ts'
import { endHelper } from './helper-client.ts'
import { helperPlace } from './helper-place.ts'
import type { HookAgent, HookWay } from './hook-agents.ts'
import type { ProviderScript } from './hook-trials.ts'

/** Whether an agent shows its model what a hook puts in an output's place; unknown where it could not be run. */
export type Probed = 'working' | 'inert' | 'unknown'

/** Milliseconds that an agent is given. */
const LONGEST_TRIAL = 90_000

/**
 * Runs an agent without a person, in a home of its own, against a provider on this machine that has it run one
 * command, with a hook that puts a word in the place of what that printed; says whether the provider is told the word.
 */
export async function probeHook({ way }: HookAgent, machine: Machine): Promise<Probed> {
  if (way === undefined) return 'inert'
  if (!isOnPath(way.trial.command, machine)) return 'unknown'
  const home = await mkdtemp(join(tmpdir(), 'headroom-trial-'))
  const word = `headroom-${randomBytes(8).toString('hex')}`
  const provider = new ScriptedProvider(way.trial.script, word)
  try {
    const url = await provider.listen()
    const environment = { ...bareEnvironment(machine, home), ...way.trial.variables(url) }
    await settle(way, { ...machine, home, environment }, { url, word })
    await runTrial(way, { home, environment })
    await endHelper(helperPlace(environment.HEADROOM_HOME, environment))
  } finally {
    provider.close()
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
  return provider.found
}

/** Tells an agent to call a tool, and hears what it says of the result. */
class ScriptedProvider {
  found: Probed = 'unknown'
  readonly #script: ProviderScript
  readonly #word: string
  readonly #server: Server

  constructor(script: ProviderScript, word: string) {
    this.#script = script
    this.#word = word
    this.#server = createServer((asked, answer) => {
      const said = this.#answer(asked).catch(() => undefined)
      void said.then((text) => {
        const [status, type] = text === undefined ? [404, 'text/plain'] : [200, 'text/event-stream']
        answer.writeHead(status, { 'content-type': type }).end(text)
      })
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #answer(asked: IncomingMessage): Promise<string | undefined> {
    const { path, offer, result, call, words } = this.#script
    const { pathname } = new URL(asked.url ?? '/', 'http://127.0.0.1')
    const body = await textOf(asked)
    if (asked.method !== 'POST' || !pathname.endsWith(path)) return undefined
    if (!body.includes(offer)) return words
    if (!body.includes(result)) return call
    this.found = body.includes(this.#word) ? 'working' : 'inert'
    return words
  }
}

async function textOf(asked: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of asked) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

/** The home, with our hook switched on. */
async function settle(
  way: HookWay,
  machine: Machine,
  { url, word }: { readonly url: string; readonly word: string },
): Promise<void> {
  const flags = ['--canary', word, '--patience', String(LONGEST_TRIAL)]
  const part = way.part({ launcher: launcherByPath(), flags })
  const own = Object.entries(way.trial.files(url)).map(
    ([path, text]) => [join(machine.home, path), text] as const,
  )
  for (const [file, text] of [...own, [way.file(machine), part.put('')] as const]) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

async function runTrial(
  { trial }: HookWay,
  { home, environment }: { readonly home: string; readonly environment: Variables },
): Promise<void> {
  const work = join(home, 'work')
  await mkdir(work)
  const options = { cwd: work, env: environment, stdio: 'ignore', windowsHide: true } as const
  const isGroup = process.platform !== 'win32'
  const agent = spawn(trial.command, [...trial.flags], {
    ...options,
    detached: isGroup,
    shell: !isGroup,
  })
  const end = (): void => endWhole(agent.pid, isGroup)
  const timer = setTimeout(end, LONGEST_TRIAL)
  await once(agent, 'exit').catch(() => undefined)
  clearTimeout(timer)
  // What it has left behind shares its group.
  end()
}

function endWhole(pid: number | undefined, isGroup: boolean): void {
  if (pid === undefined) return
  try {
    process.kill(isGroup ? -pid : pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

type Variables = Readonly<Record<string, string>>

/** Of this environment only what a program needs to start, so that nothing else decides. */
function bareEnvironment(
  { environment }: Machine,
  home: string,
): Variables & { readonly HEADROOM_HOME: string } {
  const names = ['PATH', 'LANG', 'TMPDIR', 'SystemRoot', 'ComSpec', 'PATHEXT']
  const kept = names.flatMap((name) => {
    const value = environment[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    TERM: 'dumb',
    NO_PROXY: '127.0.0.1',
    HEADROOM_HOME: join(home, 'store'),
  }
}
