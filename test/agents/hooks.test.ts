import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createHeadroom, fileStore, findRefs } from '../../src/runtime-node/index.ts'
import { projectOfFolder } from '../../src/runtime-node/project-of-folder.ts'
import { newest } from '../proxy/model-request.ts'
import { call, script, text } from '../proxy/recall/scripts.ts'
import { type ScriptedModel, startModel } from '../proxy/scripted-model.ts'
import { MAIN, serviceLog } from '../runtime-node/cli/headroom.ts'
import type { Agent } from './clients/agent.ts'
import { claudeCode } from './clients/claude-code.ts'
import { opencode } from './clients/opencode.ts'
import { runAgent, writeFiles } from './run-agent.ts'
import { startTrap } from './trap.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-hooks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A folder to work in with a log, a home, and our command there. */
function stage(name: string) {
  const [home, work] = [join(folder, name, 'home'), join(folder, name, 'work')]
  mkdirSync(work, { recursive: true })
  const log = serviceLog(250)
  writeFileSync(join(work, 'service.log'), log)
  const env = { PATH: dirname(process.execPath), HOME: home }
  const headroom = async (...words: readonly string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [MAIN, ...words], { env })).stdout
  return { home, work, log, wanted: log.split('\n')[99] ?? expect.unreachable(), headroom }
}

/** Shows a log, and looks a line up that was left out of it; gives what it was shown last. */
function wantsLine(
  model: ScriptedModel,
  {
    agent,
    wanted,
    lookup,
  }: { readonly agent: Agent; readonly wanted: string; readonly lookup: string },
): { readonly shown: string[] } {
  const shown: string[] = []
  model.say((heard) => {
    const results = newest(heard).filter(({ kind }) => kind === 'result')
    const read = results.map((one) => one.text).join('\n')
    if (heard.tools.length === 0) return { script: script('end', text('A task')) }
    if (results.length > 0) shown.push(read)
    const [ref] = findRefs(read)
    const cat = agent.shell('cat service.log')
    if (results.length === 0) return { script: script('calls', call('c1', cat.name, cat.input)) }
    if (ref !== undefined && !read.includes(wanted)) {
      const input = { hash: ref, lines: [100, 100] }
      return { script: script('calls', call('c2', lookup, input)) }
    }
    return { script: script('end', text('That was all.')) }
  })
  return { shown }
}

/** True where what was left out lies under the project of the folder: the agent started our server there, too. */
async function isKeptUnderFolder(
  { home, work }: { readonly home: string; readonly work: string },
  shown: string | undefined,
): Promise<boolean> {
  const store = fileStore({ directory: join(home, '.headroom-edge') })
  const headroom = await createHeadroom({ store, scope: await projectOfFolder(work, home) })
  const [ref = expect.unreachable()] = findRefs(shown ?? '')
  const original = await headroom.retrieve(ref)
  await headroom.close()
  return original !== undefined
}

// A busy machine may take long to start a process; what is tested here is not its haste.
const PATIENT = ['--patience', '100000']

describe('an agent with our hook', () => {
  it('Claude Code shows its model the smaller output, looks a line up, and has its settings back', async () => {
    const { home, work, log, wanted, headroom } = stage('claude')
    const path = '.claude/settings.json'
    const before = '{\n    "permissions": { "allow": ["WebFetch"] }\n}\n'
    await writeFiles(home, { [path]: before })
    await headroom('mcp', 'install', 'claude')
    expect(await headroom('hook', 'install', 'claude', ...PATIENT)).toContain('PostToolUse')
    const [model, trap] = [await startModel(), await startTrap()]
    const lookup = 'mcp__headroom__headroom_retrieve'
    const { shown } = wantsLine(model, { agent: claudeCode, wanted, lookup })
    const start: typeof claudeCode.start = (...given) => {
      const { program, flags, variables } = claudeCode.start(...given)
      return {
        program,
        flags: [...flags.slice(0, 2), '--allowedTools', 'Bash mcp__headroom'],
        variables: { ...variables, ENABLE_TOOL_SEARCH: 'false' },
      }
    }
    const place = { base: model.url, key: 'sk-test-1', home }
    const run = { ...place, work, prompt: 'Say what line 100 is.', trap: trap.url }
    const { stdout, status } = await runAgent({ ...claudeCode, start }, run)
    await trap.stop()
    await model.stop()
    expect([status, model.faults, stdout.trim()]).toEqual([0, [], 'That was all.'])
    expect(shown[0]?.length).toBeLessThan(log.length / 2)
    expect(shown.at(-1)).toContain(wanted)
    expect(await isKeptUnderFolder({ home, work }, shown[0])).toBe(true)
    const { doors } = JSON.parse(await headroom('stats', '--json'))
    expect(doors.hooks.tokensSaved).toBeGreaterThan(1000)
    // The helper reads in the agent's own record what the model was shown.
    await vi.waitFor(async () => {
      const [state] = JSON.parse(await headroom('hook', 'status', 'claude', '--json'))
      expect(state).toMatchObject({ state: 'installed', heeded: expect.stringMatching(/^working/) })
    }, 60_000)
    await headroom('hook', 'uninstall', 'claude')
    expect(readFileSync(join(home, path), 'utf8')).toBe(before)
  }, 150_000)

  it('is found to heed it or not by a trial of its own', async () => {
    const { home } = stage('trial')
    const agents = fileURLToPath(new URL('node_modules/.bin', import.meta.url))
    const env = { PATH: `${agents}:${dirname(process.execPath)}:/usr/bin:/bin`, HOME: home }
    const words = [MAIN, 'hook', 'status', '--probe', '--json']
    const { stdout } = await promisify(execFile)(process.execPath, words, { env })
    const states: readonly { readonly agent: string; readonly heeded: string }[] =
      JSON.parse(stdout)
    expect(Object.fromEntries(states.map(({ agent, heeded }) => [agent, heeded]))).toEqual({
      claude: 'working',
      opencode: 'working',
      pi: 'unknown',
      codex: 'inert',
      gemini: 'inert',
    })
  }, 150_000)

  it('OpenCode does, by a plugin that is gone afterwards', async () => {
    const { home, work, log, wanted, headroom } = stage('opencode')
    const [model, trap] = [await startModel(), await startTrap()]
    const place = { base: model.url, key: 'sk-test-1', home }
    const agent = opencode('openai-chat')
    await writeFiles(home, agent.settle(place))
    await headroom('mcp', 'install', 'opencode')
    await headroom('hook', 'install', 'opencode', ...PATIENT)
    const plugin = join(home, '.config/opencode/plugin/headroom.js')
    expect(existsSync(plugin)).toBe(true)
    const { shown } = wantsLine(model, { agent, wanted, lookup: 'headroom_headroom_retrieve' })
    const run = { ...place, work, prompt: 'Say what line 100 is.', trap: trap.url }
    const { stdout, status } = await runAgent({ ...agent, settle: () => ({}) }, run)
    await trap.stop()
    await model.stop()
    expect([status, model.faults]).toEqual([0, []])
    expect(stdout).toContain('That was all.')
    expect(shown[0]?.length).toBeLessThan(log.length / 2)
    expect(shown.at(-1)).toContain(wanted)
    expect(await isKeptUnderFolder({ home, work }, shown[0])).toBe(true)
    await headroom('hook', 'uninstall', 'opencode')
    expect(existsSync(plugin)).toBe(false)
  }, 150_000)
})
