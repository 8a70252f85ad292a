import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headroom, MAIN } from '../cli/headroom.ts'
import { bashSaid } from './stage.ts'

/** The built modules, whose helper is the one that the built command asks. */
const built = async <Module>(name: string): Promise<Module> =>
  (await import(pathToFileURL(join(dirname(MAIN), '..', 'hooks', name)).href)) as Module

type Place = typeof import('../../../src/runtime-node/hooks/helper-place.ts')
type Client = typeof import('../../../src/runtime-node/hooks/helper-client.ts')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hr-run-'))
})
afterAll(async () => {
  await endHelper()
  await rm(folder, { recursive: true, force: true })
})

async function helperPid(): Promise<number | undefined> {
  const { helperPlace } = await built<Place>('helper-place.js')
  const { runningHelper } = await built<Client>('helper-client.js')
  return await runningHelper(helperPlace(folder))
}

async function endHelper(): Promise<void> {
  const { helperPlace } = await built<Place>('helper-place.js')
  await (await built<Client>('helper-client.js')).endHelper(helperPlace(folder))
}

/** The agent's, which its helper does not keep. */
const SECRET = 'sk-test-of-the-agent'

const SAID = JSON.stringify(bashSaid())

/** Runs the hook as an agent does; its environment is this process's, so that both find one helper. */
async function hook(input: string | Uint8Array, ...flags: readonly string[]) {
  const own = { HEADROOM_HOME: folder, ANTHROPIC_API_KEY: SECRET }
  const env = { ...process.env, ...own } as Readonly<Record<string, string>>
  const { code, stdout, stderr } = await headroom({
    args: ['hook', 'run', ...flags],
    input,
    env,
  })
  return { code, stdout: stdout.toString(), stderr }
}

const NOTHING = { code: 0, stdout: '', stderr: '' }
/** Where a machine is so busy that a process starts late, the answer is waited for. */
const PATIENT = ['claude', '--patience', '100000']

describe('headroom hook run', () => {
  it('starts one helper for two at once, which answer both; again after it was killed', async () => {
    const [one, other] = await Promise.all([hook(SAID, ...PATIENT), hook(SAID, ...PATIENT)])
    expect([one.code, one.stderr]).toEqual([0, ''])
    expect(one.stdout).toContain('updatedToolOutput')
    expect(other).toEqual(one)
    const pid = (await helperPid()) ?? expect.unreachable()
    const own = `/proc/${pid}/environ`
    if (existsSync(own)) expect(readFileSync(own, 'utf8')).not.toContain(SECRET)
    process.kill(pid, 'SIGKILL')
    expect(await hook(SAID, ...PATIENT)).toEqual(one)
    expect(await helperPid()).not.toBe(pid)
  })

  it('says nothing and ends well when the helper stalls', async () => {
    await hook(SAID, ...PATIENT)
    const pid = (await helperPid()) ?? expect.unreachable()
    process.kill(pid, 'SIGSTOP')
    expect(await hook(SAID, 'claude')).toEqual(NOTHING)
    process.kill(pid, 'SIGCONT')
    expect((await hook(SAID, ...PATIENT)).stdout).toContain('updatedToolOutput')
  })

  it('says nothing and ends well where there is no room for a helper', async () => {
    const env = { HEADROOM_HOME: '/dev/null/x' }
    const args = ['hook', 'run', 'claude']
    const { code, stdout, stderr } = await headroom({ args, input: SAID, env })
    expect([code, stdout.toString(), stderr]).toEqual([0, '', ''])
  })

  it('ends well when an agent never ends what it says, or does not listen', async () => {
    const env = { ...process.env, HEADROOM_HOME: folder }
    const child = spawn(process.execPath, [MAIN, 'hook', 'run', 'claude'], { env })
    child.stdin.write('{"hook_event_name":')
    child.stdout.destroy()
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
  })

  it('says nothing and ends well, whatever it is told', async () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.json(),
      fc.nat(SAID.length - 1).map((length) => SAID.slice(0, length)),
    )
    const flags = fc.constantFrom(
      PATIENT,
      ['claude'],
      [],
      ['codex'],
      ['--patience'],
      ['claude', '--preset', 'x'],
      ['--end-not'],
    )
    await fc.assert(
      fc.asyncProperty(noise, flags, async (input, words) => {
        expect(await hook(input, ...words)).toEqual(NOTHING)
      }),
      { numRuns: 20, endOnFailure: true },
    )
  })
})
