import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { headroom } from '../cli/headroom.ts'
import { home } from './stage.ts'

/** An agent that asks its model, runs what that wants through its hook, and heeds the hook or not. */
const agentThat = (heeds: boolean): string => `#!${process.execPath}
const { execFileSync } = require('node:child_process')
const { readFileSync } = require('node:fs')
const ask = async (messages) => await (await fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', {
  method: 'POST',
  body: JSON.stringify({ messages, tools: [{ name: 'Bash', input_schema: {} }] }),
})).text()
const main = async () => {
  const [, partial] = /"partial_json":("(?:[^"\\\\]|\\\\.)*")/.exec(await ask([]))
  const input = JSON.parse(JSON.parse(partial))
  const stdout = execFileSync('/bin/sh', ['-c', input.command]).toString()
  const settings = JSON.parse(readFileSync(process.env.HOME + '/.claude/settings.json', 'utf8'))
  const [{ hooks: [{ command }] }] = settings.hooks.PostToolUse
  const said = { hook_event_name: 'PostToolUse', tool_name: 'Bash', tool_input: input, tool_response: { stdout } }
  const answer = JSON.parse(execFileSync('/bin/sh', ['-c', command], { input: JSON.stringify(said) }))
  const content = ${heeds} ? answer.hookSpecificOutput.updatedToolOutput.stdout : stdout
  await ask([{ type: 'tool_result', content }])
}
main()
`

async function stage(agent: string) {
  const { folder } = await home()
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'claude'), agent)
  chmodSync(join(bin, 'claude'), 0o755)
  const path = [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter)
  const env = { PATH: path, HOME: folder, HEADROOM_HOME: join(folder, 'store'), TMPDIR: folder }
  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await headroom({ args: ['hook', ...args], env })
    return { code, stdout: stdout.toString(), stderr }
  }
  const left = (): readonly string[] => readdirSync(folder).filter((name) => /trial/.test(name))
  return { run, left, settings: join(folder, '.claude', 'settings.json') }
}

describe('an agent that is tried before its hook is installed', () => {
  it('has it where it heeds it', async () => {
    const { run, left, settings } = await stage(agentThat(true))
    const { code, stderr } = await run('install', 'claude')
    expect([code, existsSync(settings), left()]).toEqual([0, true, []])
    expect(stderr).toContain('heeds its hook')
    expect(stderr).toContain('only packed until `headroom mcp install claude`')
  })

  it('does not have it where it shows the original all the same', async () => {
    const { run, left, settings } = await stage(agentThat(false))
    const { code, stderr } = await run('install', 'claude')
    expect([code, existsSync(settings), left()]).toEqual([1, false, []])
    expect(stderr).toContain('nothing was installed')
    expect((await run('install', 'claude', '--no-probe')).code).toBe(0)
    expect(existsSync(settings)).toBe(true)
  })

  it('has it where it could not be run, which is said', async () => {
    const { run, settings } = await stage('#!/bin/sh\nexit 3\n')
    const { code, stderr } = await run('install', 'claude')
    expect([code, existsSync(settings)]).toEqual([0, true])
    expect(stderr).toContain('could not be run')
    const [state] = JSON.parse((await run('status', 'claude', '--json')).stdout)
    expect(state).toMatchObject({ state: 'installed', heeded: 'unknown' })
  })
})
