import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

/** A service that a script of the package started. */
export interface Service {
  /** Where it answers, without a slash at the end. */
  readonly base: string
  stop(): Promise<void>
}

/** Runs `scripts/<name>.mjs` on a free port of the loopback device until it answers. */
export async function startScript(
  name: string,
  flags: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const port = await freePort()
  const script = fileURLToPath(new URL(`../../scripts/${name}.mjs`, import.meta.url))
  const child = spawn(process.execPath, [script, '--port', String(port), ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...variables },
  })
  const printed: string[] = []
  child.stdout.on('data', (data) => printed.push(String(data)))
  child.stderr.on('data', (data) => printed.push(String(data)))
  const base = `http://127.0.0.1:${port}`
  const service = { base, stop: async () => await stop(child) }
  try {
    await untilItAnswers(base, child)
    return service
  } catch {
    await service.stop()
    throw new Error(`scripts/${name}.mjs does not answer:\n${printed.join('')}`)
  }
}

const PATIENCE_MILLISECONDS = 90_000

async function untilItAnswers(base: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(base).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer !== undefined) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('no answer')
}

/** The script and all it started: they share its process group. */
async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  process.kill(-pid, 'SIGTERM')
  await ended
}

/** A port of the loopback device that nobody uses just now. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
