import { spawn } from 'node:child_process'
import { MAIN } from '../cli/headroom.ts'

/** What every caller of a proxy under test must know. */
const TOKEN = 'of-this-process'

/** `headroom proxy` in a process of its own. */
export interface ProxyProcess {
  /** Where it answers, token included. */
  readonly base: string
  /** All it has written to stderr so far. */
  readonly stderr: () => string
  /** Resolves with the exit code, `null` after a signal. */
  readonly ended: Promise<number | null>
  /** Ends it, and resolves when it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>
}

export interface ProcessOptions {
  /** Its every upstream. */
  readonly upstream: string
  /** Where it keeps what it keeps. */
  readonly directory: string
  readonly variables?: Readonly<Record<string, string>>
  /** Flags of Node's own. */
  readonly execArgv?: readonly string[]
  /** What runs before it, in the same shell; limits, for instance. */
  readonly before?: string
  /** The user it runs as. */
  readonly uid?: number
}

/** Starts the built command, and waits until it says where it answers. */
export async function startProcess(options: ProcessOptions): Promise<ProxyProcess> {
  const { upstream, directory, variables = {}, execArgv = [], before = 'true', uid } = options
  const node = [process.execPath, ...execArgv, MAIN, 'proxy', '--port', '0']
  const child = spawn('bash', ['-c', `${before}; exec "$@"`, 'bash', ...node], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      HEADROOM_PROXY_TOKEN: TOKEN,
      HEADROOM_WORKSPACE_DIR: directory,
      OPENAI_TARGET_API_URL: upstream,
      ANTHROPIC_TARGET_API_URL: upstream,
      GEMINI_TARGET_API_URL: upstream,
      ...variables,
    },
  })
  let [stdout, stderr] = ['', '']
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0]
      if (found !== undefined) resolve(found)
    })
    child.once('close', (code) => reject(new Error(`ended with ${code}:\n${stdout}${stderr}`)))
  })
  return {
    base: `${url}/t/${TOKEN}`,
    stderr: () => stderr,
    ended,
    kill: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}
