import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Agent, Place } from './clients/agent.ts'

/** How an agent's run ended. */
export interface Ending {
  /** Its exit status; `undefined` where it had to be ended. */
  readonly status: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface Run extends Place {
  /** The folder it works in. */
  readonly work: string
  readonly prompt: string
  /** A web proxy that lets nothing through, for all that is not on the loopback device. */
  readonly trap: string
}

/** After which a run is ended; on a busy machine the slowest agent starts in half a minute. */
const PATIENCE_MILLISECONDS = 150_000

const BIN = fileURLToPath(new URL('node_modules/.bin', import.meta.url))

/** Runs an agent to its end, with nothing of this process's environment but the path. */
export async function runAgent(agent: Agent, run: Run): Promise<Ending> {
  await writeFiles(run.home, agent.settle(run))
  const { program, flags, variables } = agent.start(run, run.prompt)
  const child = spawn(join(BIN, program), flags, {
    cwd: run.work,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...bareEnvironment(run), ...variables },
  })
  const printed = { stdout: '', stderr: '' }
  child.stdout.on('data', (data) => (printed.stdout += String(data)))
  child.stderr.on('data', (data) => (printed.stderr += String(data)))
  const end = (): void => endGroup(child.pid)
  const timer = setTimeout(end, PATIENCE_MILLISECONDS)
  const closed = once(child, 'close')
  const [status] = await once(child, 'exit')
  clearTimeout(timer)
  // What it left behind shares its group.
  end()
  await closed
  return { status: status ?? undefined, ...printed }
}

/** Writes files by their paths within a folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

function bareEnvironment({ home, trap }: Run): Readonly<Record<string, string>> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [
    [name, trap],
    [name.toLowerCase(), trap],
  ])
  return {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: home,
    TERM: 'dumb',
    LANG: 'C.UTF-8',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
    ...Object.fromEntries(proxies),
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
