import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

/** The built command, as `npx headroom` runs it. */
export const MAIN = fileURLToPath(
  new URL('../../../dist/runtime-node/cli/main.js', import.meta.url),
)

export interface Ended {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

export interface Given {
  readonly args: readonly string[]
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the command line in a process of its own, without a terminal. */
export function headroom({ args, input = '', env = {} }: Given): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...env },
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
  // A command that refuses its flags ends without reading.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    )
  })
}

const made: string[] = []
afterAll(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
})

/** An empty folder that is gone after the file's tests: of those that run at once none can be told to be the one. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-cli-'))
  made.push(folder)
  return folder
}

/** A regular API answer; packs well. */
export function apiAnswer(rows: number): string {
  const records = Array.from({ length: rows }, (_, at) => ({
    id: 1000 + at,
    name: `service-${at % 7}`,
    trace: traceId(at),
    status: at % 13 === 0 ? 'degraded' : 'running',
    region: 'eu-central-1',
    restarts: (at * 7919) % 11,
  }))
  return `${JSON.stringify(records, null, 2)}\n`
}

/** Digits that follow no pattern a packer could use. */
function traceId(at: number): string {
  const part = (salt: number): string =>
    (Math.imul(at + salt, 0x9e3779b1) ^ Math.imul(at, 0x85ebca6b) ^ (at << 11))
      .toString(16)
      .slice(-7)
  return part(1) + part(977) + part(5303)
}

/** A service's log of that many lines with one error in it; long ids keep it from packing to little. */
export function serviceLog(lines: number): string {
  const line = (at: number) => {
    const time = new Date(Date.UTC(2026, 0, 1) + at * 1370).toISOString()
    return at === Math.floor(lines / 2)
      ? `${time} ERROR pool exhausted after ${at} connections`
      : `${time} INFO request ${(at * 7919) % 100_003} served in ${(at * 31) % 97} ms for ${traceId(at)}`
  }
  return `${Array.from({ length: lines }, (_, at) => line(at)).join('\n')}\n`
}
