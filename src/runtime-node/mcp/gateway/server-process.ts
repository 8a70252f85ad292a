import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pipeWire } from './pipe-wire.ts'
import type { Wire } from './wire.ts'

/** How a server is started. */
export interface ServerCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A server, and how it ends. */
export interface OpenServer {
  readonly wire: Wire
  /** Its exit code; 127 where it could not be started, 128 and more for a signal. */
  readonly ended: Promise<number>
  stop(signal: NodeJS.Signals): void
}

/** Milliseconds that a server has to end by itself once its client is gone; half of what clients of the SDK give. */
const GRACE = 1500

/** Starts a server that speaks on its standard input and output; what it says on standard error goes to ours. */
export function startServer({ command, args, env }: ServerCommand): OpenServer {
  // On Windows `npx` and its like are scripts, which only the shell can start.
  const [file, given] =
    process.platform === 'win32' ? ['cmd', ['/d', '/c', command, ...args]] : [command, args]
  const child = spawn(file, given, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
  })
  const ended = new Promise<number>((resolve) => {
    child.once('error', () => resolve(127))
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 143 : 137)))
  })
  const wire = pipeWire(child.stdout, child.stdin)
  const stop = (signal: NodeJS.Signals): void => void child.kill(signal)
  return { wire: { ...wire, end: () => endGently(wire, { ended, stop }) }, ended, stop }
}

/** As a client of the SDK ends its server, and somewhat sooner, since that client ends us so. */
async function endGently(wire: Wire, { ended, stop }: Omit<OpenServer, 'wire'>): Promise<void> {
  wire.end()
  const control = new AbortController()
  void ended.then(() => control.abort())
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await pause(GRACE, control.signal)
    if (control.signal.aborted) return
    stop(signal)
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const waited = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)])
  if (!waited.aborted) await once(waited, 'abort')
}
