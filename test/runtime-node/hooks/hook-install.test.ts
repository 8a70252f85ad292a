import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOOK_AGENTS } from '../../../src/runtime-node/hooks/hook-agents.ts'
import {
  hookAgentNamed,
  hookStateOf,
  installHook,
  rivalsOf,
  uninstallHook,
} from '../../../src/runtime-node/hooks/hook-install.ts'
import { InstallJournal } from '../../../src/runtime-node/install/journal.ts'
import { home } from './stage.ts'

async function stage(name: string) {
  const { folder, machine } = await home()
  const agent = hookAgentNamed(name) ?? expect.unreachable(name)
  const journal = new InstallJournal(join(folder, 'store'))
  const file = agent.way?.file(machine) ?? ''
  return {
    file,
    given: (text: string): void => {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    },
    text: (): string => readFileSync(file, 'utf8'),
    install: async (flags: readonly string[] = [], isTrial = false) =>
      await installHook(agent, machine, { journal, isTrial, flags }),
    uninstall: async (isTrial = false) => await uninstallHook(agent, machine, { journal, isTrial }),
    rivals: async () => await rivalsOf(agent, machine),
    state: async () => (await hookStateOf(agent, machine, journal)).state,
  }
}

const THEIRS = { type: 'command', command: 'their-linter --fix' }

describe('hook install', () => {
  it('adds to the hooks that are there, once, and takes the place of its own', async () => {
    const { given, text, install, state } = await stage('claude')
    given(JSON.stringify({ hooks: { PostToolUse: [{ matcher: 'Edit', hooks: [THEIRS] }] } }))
    expect(await state()).toBe('not installed')
    const { what, shown } = await install()
    expect(what).toBe('changed')
    expect(shown).toMatch(/^\+.*hook run claude/m)
    const first = text()
    expect((await install()).what).toBe('unchanged')
    expect(text()).toBe(first)
    await install(['--preset', 'safe', '--only', 'Bash,mcp__*'])
    const { hooks } = JSON.parse(text())
    expect(Object.keys(hooks)).toEqual(['PostToolUse', 'SessionStart'])
    expect(hooks.PostToolUse).toHaveLength(2)
    expect(hooks.PostToolUse[0]).toEqual({ matcher: 'Edit', hooks: [THEIRS] })
    const { matcher, hooks: own } = hooks.PostToolUse[1]
    expect('Bash').toMatch(new RegExp(`^(?:${matcher})$`))
    expect('mcp__files__read').toMatch(new RegExp(matcher))
    for (const other of ['Read', 'BashOutput', 'mcp__headroom__headroom_read'])
      expect(other).not.toMatch(new RegExp(matcher))
    expect(own[0].command).toMatch(/hook run claude --preset safe --only "Bash,mcp__\*"$/)
    expect(await state()).toBe('installed')
  })

  it('knows of hooks beside it that may replace the same outputs', async () => {
    const { given, install, rivals } = await stage('claude')
    expect(await rivals()).toEqual([])
    const group = (matcher?: string) => [{ matcher, hooks: [THEIRS] }]
    for (const matcher of ['Bash', 'Edit|Bash', 'mcp__.*', '*', '', undefined, '(']) {
      given(JSON.stringify({ hooks: { PostToolUse: group(matcher), PreToolUse: group('*') } }))
      await install()
      expect(await rivals()).toEqual([THEIRS.command])
    }
    given(JSON.stringify({ hooks: { PostToolUse: group('Edit|Write'), PreToolUse: group('*') } }))
    expect(await rivals()).toEqual([])
  })

  it('is said to be switched off where all hooks are', async () => {
    const { given, install, state } = await stage('claude')
    given('{"disableAllHooks": true}')
    await install()
    expect(await state()).toBe('switched off')
  })

  it('changes nothing where it only shows what would', async () => {
    const { file, given, text, install, uninstall } = await stage('claude')
    expect((await install([], true)).shown).toContain('PostToolUse')
    expect(existsSync(file)).toBe(false)
    given('{}')
    await install()
    const installed = text()
    expect((await uninstall(true))?.shown).toContain('-')
    expect(text()).toBe(installed)
  })

  it.each([
    ['claude', '{"hooks": '],
    ['claude', '[]'],
    ['claude', '{"hooks": []}'],
    ['claude', '{"hooks": {"PostToolUse": {}}}'],
    ['opencode', 'export const Mine = async () => ({})\n'],
  ])('leaves a file of %s alone that it can not follow: %s', async (name, before) => {
    const { given, text, install, uninstall } = await stage(name)
    given(before)
    await expect(install()).rejects.toThrow('nothing was changed')
    expect(text()).toBe(before)
    await uninstall().catch(() => undefined)
    expect(text()).toBe(before)
  })

  it.each(HOOK_AGENTS.filter(({ way }) => way === undefined))(
    'says that $title can replace nothing, and installs nothing',
    async (agent) => {
      const { install, state } = await stage(agent.name)
      await expect(install()).rejects.toThrow(`${agent.title} is inert: ${agent.inert}`)
      expect(await state()).toBe('inert')
    },
  )
})

describe('hook uninstall', () => {
  it('gives every file back to the byte', async () => {
    const group = fc.record(
      { matcher: fc.constantFrom('Bash', 'Edit'), hooks: fc.array(fc.constant(THEIRS)) },
      { requiredKeys: ['hooks'] },
    )
    const hooks = fc.dictionary(
      fc.constantFrom('PostToolUse', 'SessionStart', 'Stop'),
      fc.array(group),
    )
    const settings = fc.record(
      { model: fc.string(), hooks, env: fc.dictionary(fc.string(), fc.string()) },
      { requiredKeys: [] },
    )
    const shape = fc.record({
      indent: fc.constantFrom('', '  ', '\t'),
      head: fc.constantFrom('', '\uFEFF', '// mine\n'),
      tail: fc.constantFrom('', '\n', '\r\n\r\n'),
    })
    const { file, given, install, uninstall, state } = await stage('claude')
    await fc.assert(
      fc.asyncProperty(settings, shape, async (value, { indent, head, tail }) => {
        given(`${head}${JSON.stringify(value, undefined, indent)}${tail}`)
        const before = readFileSync(file)
        await install()
        const installed = readFileSync(file, 'utf8')
        const theirs = JSON.stringify(value).split(THEIRS.command).length
        expect([await state(), installed.split(THEIRS.command).length]).toEqual([
          'installed',
          theirs,
        ])
        expect((await uninstall())?.what).toBe('restored')
        expect(readFileSync(file).equals(before)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it.each(['claude', 'opencode', 'pi'])('removes a file of %s that was not there', async (name) => {
    const { file, install, uninstall, state } = await stage(name)
    await install()
    expect(await state()).toBe('installed')
    await uninstall()
    expect([existsSync(file), existsSync(dirname(file))]).toEqual([false, false])
  })

  it.each([
    ['before', 0],
    ['behind', 1],
  ])(
    'takes out what is ours alone where the file was changed since: theirs %s ours',
    async (_, at) => {
      for (const indent of ['', '  ']) {
        const { given, text, install, uninstall } = await stage('claude')
        given('{}')
        await install()
        const changed = JSON.parse(text())
        const { matcher } = changed.hooks.PostToolUse[0]
        changed.hooks.PostToolUse[0].hooks.splice(at, 0, THEIRS)
        changed.hooks.SessionStart.splice(at, 0, { hooks: [THEIRS] })
        changed.model = 'other'
        given(JSON.stringify(changed, undefined, indent))
        expect((await uninstall())?.what).toBe('removed only ours')
        expect(JSON.parse(text())).toEqual({
          hooks: {
            PostToolUse: [{ matcher, hooks: [THEIRS] }],
            SessionStart: [{ hooks: [THEIRS] }],
          },
          model: 'other',
        })
      }
    },
  )
})
