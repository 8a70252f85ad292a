import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HookDesk } from '../../../src/runtime-node/hooks/hook-desk.ts'
import { createHeadroom, expand, fileStore, findRefs } from '../../../src/runtime-node/index.ts'
import { bashSaid, home, LOG } from './stage.ts'

const NEVER = new AbortController().signal

async function desk() {
  const { folder, machine } = await home()
  const store = fileStore({ directory: join(folder, 'store') })
  const made = new HookDesk(store, join(folder, 'store'), machine)
  const ask = async (said: unknown, ...args: readonly string[]): Promise<string | undefined> => {
    const body = Buffer.from(typeof said === 'string' ? said : JSON.stringify(said))
    return (await made.answer({ args: args.length > 0 ? args : ['claude'], body }, NEVER))?.text
  }
  const put = async (path: string, value: unknown): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), JSON.stringify(value))
  }
  return { folder, store, ask, put }
}

const SERVER = { type: 'stdio', command: 'headroom', args: ['mcp', 'serve'], env: {} }
const outputIn = (answer: string | undefined): Record<string, unknown> =>
  JSON.parse(answer ?? expect.unreachable()).hookSpecificOutput.updatedToolOutput
const textIn = (answer: string | undefined): string => String(outputIn(answer)['stdout'])

describe('what Claude Code shows its model', () => {
  it('is smaller, in the shape of the tool, and can be had back from the text alone', async () => {
    const { ask } = await desk()
    const output = outputIn(await ask(bashSaid()))
    const { stdout, ...rest } = output
    const { stdout: _, ...before } = bashSaid()['tool_response'] as Record<string, unknown>
    expect(rest).toEqual(before)
    expect(String(stdout).length).toBeLessThan(LOG.length * 0.8)
    expect(findRefs(String(stdout))).toEqual([])
    const [message] = await expand([{ role: 'tool' as const, content: String(stdout) }])
    expect(message?.content).toBe(LOG)
  })

  it.each([
    ['everywhere', { mcpServers: { headroom: SERVER } }, 'default'],
    [
      'for this folder',
      { projects: { '/nonexistent': { mcpServers: { headroom: SERVER } } } },
      'default',
    ],
    [
      'for a project',
      { mcpServers: { headroom: { ...SERVER, args: ['mcp', 'serve', '--project', 'shop'] } } },
      'shop',
    ],
  ])('leaves out what headroom mcp serve gives back: configured %s', async (_, settings, scope) => {
    const { ask, put, store } = await desk()
    await put('.claude.json', settings)
    const text = textIn(await ask(bashSaid()))
    const [ref = expect.unreachable()] = findRefs(text)
    const headroom = await createHeadroom({ store, scope })
    expect((await headroom.retrieve(ref))?.content).toBe(LOG)
  })

  it.each([
    [
      'is switched off here',
      { projects: { '/nonexistent': { disabledMcpServers: ['headroom'] } } },
      {},
    ],
    ["is another's", { mcpServers: { headroom: { command: 'other' } } }, {}],
    [
      'has another store',
      { mcpServers: { headroom: { ...SERVER, env: { HEADROOM_HOME: '/x' } } } },
      {},
    ],
    ['need not be there for a subagent', {}, { agent_id: 'a1' }],
  ])('is only packed where our tool %s', async (_, settings, more) => {
    const { ask, put } = await desk()
    await put('.claude.json', { mcpServers: { headroom: SERVER }, ...settings })
    const text = textIn(await ask(bashSaid(more)))
    expect([text.length < LOG.length, findRefs(text)]).toEqual([true, []])
  })

  it('stays as it is the second time, packed or folded', async () => {
    const { ask, put } = await desk()
    const packed = textIn(await ask(bashSaid()))
    expect(await ask(bashSaid({}, { stdout: packed }))).toBeUndefined()
    await put('.claude.json', { mcpServers: { headroom: SERVER } })
    const folded = textIn(await ask(bashSaid()))
    expect(folded).not.toBe(packed)
    expect(await ask(bashSaid({}, { stdout: folded }))).toBeUndefined()
  })

  it.each([
    ['a command that failed', { hook_event_name: 'PostToolUseFailure', error: LOG }, {}],
    ['one that was interrupted', {}, { interrupted: true }],
    ['one that wrote errors', {}, { stderr: 'npm ERR! 1' }],
    ['one whose exit code means something', {}, { returnCodeInterpretation: 'No matches found' }],
    ['a picture', {}, { isImage: true }],
    ['what is shown from a file', {}, { persistedOutputPath: '/x' }],
    ['a short text', {}, { stdout: 'ok\n' }],
    ['what is no text', {}, { stdout: 7 }],
    ['a tool that nobody knows', { tool_name: 'Other' }, {}],
    [
      'what was looked up',
      { tool_name: 'mcp__headroom__headroom_retrieve', tool_response: LOG },
      {},
    ],
    ['what was read exactly', { tool_name: 'mcp__x__headroom_read', tool_response: LOG }, {}],
    ['what a command looked up', { tool_input: { command: 'npx headroom retrieve 3f2a' } }, {}],
    ['a file, whose lines it numbers', { tool_name: 'Read' }, {}],
  ])('is the original for %s', async (_, more, output) => {
    const { ask } = await desk()
    expect(await ask(bashSaid(more, output))).toBeUndefined()
  })

  it('is smaller for tools of servers, whether they give a text or blocks', async () => {
    const { ask } = await desk()
    const tool_name = 'mcp__files__read_text_file'
    expect(String(outputIn(await ask(bashSaid({ tool_name, tool_response: LOG }))))).toMatch(
      /packed/,
    )
    const image = { type: 'image', source: { data: 'AAAA' } }
    const blocks = [
      image,
      { type: 'text', text: LOG, _meta: { a: 1 } },
      { type: 'text', text: 'ok' },
    ]
    const answer = outputIn(await ask(bashSaid({ tool_name, tool_response: blocks })))
    const packed = expect.stringMatching(/packed/)
    expect(answer).toEqual([image, { ...blocks[1], text: packed }, blocks[2]])
  })

  it('is decided by --only, --except and --preset', async () => {
    const { ask, put } = await desk()
    await put('.claude.json', { mcpServers: { headroom: SERVER } })
    expect(await ask(bashSaid(), 'claude', '--only', 'Grep,mcp__*')).toBeUndefined()
    expect(await ask(bashSaid(), 'claude', '--except', 'B*')).toBeUndefined()
    expect(findRefs(textIn(await ask(bashSaid(), 'claude', '--preset', 'safe')))).toEqual([])
    expect(findRefs(textIn(await ask(bashSaid(), 'claude', '--only', 'Bash')))).toHaveLength(1)
    expect(await ask(bashSaid(), 'claude', '--preset', 'other')).toBeUndefined()
  })
})

describe('what OpenCode and pi show their models', () => {
  const said = (more: object = {}): object => ({
    tool: 'bash',
    input: { command: 'cat service.log' },
    folder: '/nonexistent',
    hasFailed: false,
    isOfServer: false,
    isOfSubagent: false,
    texts: [LOG],
    ...more,
  })

  it('is smaller for known tools and those of servers, and the original for commands that failed', async () => {
    const { ask, put } = await desk()
    const texts = async (more?: object): Promise<readonly string[] | undefined> => {
      const answer = await ask(said(more), 'opencode')
      return answer === undefined ? undefined : JSON.parse(answer).texts
    }
    expect((await texts())?.[0]).toMatch(/packed/)
    expect((await texts({ tool: 'x_y', isOfServer: true }))?.[0]).toMatch(/packed/)
    for (const left of [
      { hasFailed: true },
      { hasFailed: undefined },
      { tool: 'task' },
      { texts: [] },
    ])
      expect(await texts(left)).toBeUndefined()
    const own = { type: 'local', command: ['headroom', 'mcp', 'serve'], enabled: true }
    await put('.config/opencode/opencode.json', { mcp: { headroom: own } })
    expect(findRefs((await texts())?.[0] ?? '')).toHaveLength(1)
    expect(findRefs((await texts({ isOfSubagent: true }))?.[0] ?? '')).toEqual([])
    const ofPi = JSON.parse((await ask(said({ tool: 'find' }), 'pi')) ?? expect.unreachable()).texts
    expect([ofPi[0].length < LOG.length, findRefs(ofPi[0])]).toEqual([true, []])
    await put('.config/opencode/opencode.json', { mcp: { headroom: { ...own, enabled: false } } })
    expect(findRefs((await texts())?.[0] ?? '')).toEqual([])
  })
})

describe('whatever an agent says', () => {
  it('is answered in the shape that it has, or not at all', async () => {
    const { ask } = await desk()
    const value = fc.anything({ withNullPrototype: false, maxDepth: 3 })
    const about = fc.record(
      {
        hook_event_name: fc.constantFrom('PostToolUse', 'Stop'),
        tool_name: fc.constantFrom('Bash', 'Grep', 'mcp__a__b', 'toString', '__proto__'),
        tool_input: value,
        tool_response: fc.oneof(
          value,
          fc.record({ stdout: value, content: value }),
          fc.array(value),
        ),
        tool: fc.constantFrom('bash', 'read'),
        texts: value,
        cwd: value,
      },
      { requiredKeys: [] },
    )
    const agent = fc.constantFrom('claude', 'opencode', 'codex', 'constructor')
    await fc.assert(
      fc.asyncProperty(about, agent, async (given, name) => {
        const text = JSON.stringify(given, (_, one: unknown) => (typeof one === 'bigint' ? 1 : one))
        expect(await ask(text, name)).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })
})
