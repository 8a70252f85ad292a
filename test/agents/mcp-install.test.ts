import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { findRefs } from '../../src/runtime-node/index.ts'
import { newest } from '../proxy/model-request.ts'
import { call, script, text } from '../proxy/recall/scripts.ts'
import { startModel } from '../proxy/scripted-model.ts'
import { MAIN, serviceLog } from '../runtime-node/cli/headroom.ts'
import { claudeCode } from './clients/claude-code.ts'
import { opencode } from './clients/opencode.ts'
import { binOf } from './mcp-session.ts'
import { runAgent, writeFiles } from './run-agent.ts'
import { startTrap } from './trap.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-installed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('an agent configured by mcp install', () => {
  it('reads through the gateway, looks up what was left out, and has its settings back', async () => {
    const [home, work] = [join(folder, 'home'), join(folder, 'work')]
    mkdirSync(work, { recursive: true })
    const log = serviceLog(900)
    writeFileSync(join(work, 'service.log'), log)
    const wanted = log.split('\n')[449] ?? expect.unreachable()
    const [model, trap] = [await startModel(), await startTrap()]
    const place = { base: model.url, key: 'sk-test-1', home }
    const agent = opencode('openai-chat')
    const path = '.config/opencode/opencode.json'
    const settings = JSON.parse(agent.settle(place)[path] ?? expect.unreachable())
    const command = [process.execPath, binOf('mcp-server-filesystem'), work]
    // Without it OpenCode writes it in by itself.
    const named = { $schema: 'https://opencode.ai/config.json', ...settings }
    const files = { type: 'local', command }
    const before = `${JSON.stringify({ ...named, mcp: { files } }, undefined, '\t')}\n`
    await writeFiles(home, { [path]: before })
    const headroom = async (...args: readonly string[]): Promise<unknown> =>
      await promisify(execFile)(process.execPath, [MAIN, 'mcp', ...args], {
        env: { PATH: process.env['PATH'], HOME: home },
      })
    await headroom('install', 'opencode', '--wrap', 'files')
    await headroom('install', 'opencode')

    let found = ''
    model.say((heard) => {
      const results = newest(heard).filter(({ kind }) => kind === 'result')
      const shown = results.map((one) => one.text).join('\n')
      const tool = (ending: string): string =>
        heard.tools.find((name) => name.endsWith(ending)) ?? expect.unreachable(ending)
      const [ref] = findRefs(shown)
      if (heard.tools.length === 0) return { script: script('end', text('A task')) }
      if (results.length === 0) {
        const input = { path: join(work, 'service.log') }
        return { script: script('calls', call('c1', tool('read_text_file'), input)) }
      }
      if (ref !== undefined && !shown.includes(wanted)) {
        const input = { hash: ref, lines: [450, 450] }
        return { script: script('calls', call('c2', tool('files_headroom_retrieve'), input)) }
      }
      found = shown
      return { script: script('end', text('That was all.')) }
    })
    const run = { ...place, work, prompt: 'Say what line 450 of service.log is.', trap: trap.url }
    const { stdout, status } = await runAgent({ ...agent, settle: () => ({}) }, run)
    await trap.stop()
    await model.stop()
    expect([status, model.faults]).toEqual([0, []])
    expect(stdout).toContain('That was all.')
    expect(found).toContain(wanted)
    expect(Math.max(...model.heard.map(({ raw }) => raw.length))).toBeLessThan(log.length)
    expect(model.heard.at(-1)?.tools).toContain('headroom_headroom_read')
    await headroom('uninstall', 'opencode')
    expect(readFileSync(join(home, path), 'utf8')).toBe(before)
  }, 150_000)

  it('so does Claude Code, which changes its settings itself', async () => {
    const [home, work] = [join(folder, 'claude', 'home'), join(folder, 'claude', 'work')]
    mkdirSync(work, { recursive: true })
    const log = serviceLog(900)
    writeFileSync(join(work, 'service.log'), log)
    const wanted = log.split('\n')[449] ?? expect.unreachable()
    const [model, trap] = [await startModel(), await startTrap()]
    const args = [binOf('mcp-server-filesystem'), work]
    const files = { type: 'stdio', command: process.execPath, args, env: {} }
    await writeFiles(home, { '.claude.json': JSON.stringify({ mcpServers: { files } }) })
    const headroom = async (...words: readonly string[]): Promise<unknown> =>
      await promisify(execFile)(process.execPath, [MAIN, 'mcp', ...words], {
        env: { PATH: process.env['PATH'], HOME: home },
      })
    await headroom('install', 'claude', '--wrap', 'files')
    let found = ''
    model.say((heard) => {
      const results = newest(heard).filter(({ kind }) => kind === 'result')
      const shown = results.map((one) => one.text).join('\n')
      // It shows the structured content, as JSON.
      const [ref] = findRefs(shown)
      if (results.length === 0) {
        const input = { path: join(work, 'service.log') }
        return { script: script('calls', call('c1', 'mcp__files__read_text_file', input)) }
      }
      if (ref !== undefined && !shown.includes(wanted)) {
        const input = { hash: ref, lines: [450, 450] }
        return { script: script('calls', call('c2', 'mcp__files__headroom_retrieve', input)) }
      }
      found = shown
      return { script: script('end', text('That was all.')) }
    })
    const place = { base: model.url, key: 'sk-test-1', home }
    const start: typeof claudeCode.start = (...given) => {
      const { program, flags, variables } = claudeCode.start(...given)
      // Else tools of servers are named only to who searches for them.
      const all = { ...variables, ENABLE_TOOL_SEARCH: 'false' }
      return {
        program,
        flags: [...flags.slice(0, 2), '--allowedTools', 'mcp__files'],
        variables: all,
      }
    }
    const run = { ...place, work, prompt: 'Say what line 450 of service.log is.', trap: trap.url }
    const { stdout, status } = await runAgent({ ...claudeCode, start }, run)
    await trap.stop()
    await model.stop()
    expect([status, model.faults, stdout.trim()]).toEqual([0, [], 'That was all.'])
    expect(found).toContain(wanted)
    await headroom('uninstall', 'claude')
    const after = readFileSync(join(home, '.claude.json'), 'utf8')
    expect(JSON.parse(after).mcpServers).toEqual({ files })
    expect(after).not.toContain('headroom mcp')
  }, 150_000)
})
