import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MCP_AGENTS, type McpAgent } from '../../../src/runtime-node/install/agents.ts'
import { InstallJournal } from '../../../src/runtime-node/install/journal.ts'
import {
  agentNamed,
  fileOf,
  installServer,
  stateOf,
  uninstallServer,
  wrapServer,
} from '../../../src/runtime-node/install/mcp-install.ts'
import type { Machine } from '../../../src/runtime-node/install/places.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-install-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const machineHere = (platform = 'linux'): Machine => ({ platform, home, environment: {} })
const LAUNCHER = ['headroom']
const changing = (isTrial = false) => ({
  journal: new InstallJournal(join(home, 'headroom-home')),
  isTrial,
  launcher: LAUNCHER,
})
const agent = (name: string): McpAgent => agentNamed(name) ?? expect.unreachable(name)

function given(name: string, text: string): string {
  const file = fileOf(agent(name), machineHere())
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const JSON_BEFORE = `{
\t// kept
\t"theme": "dark",
\t"NAME": { "mine": { "command": "npx", "args": ["-y", "server", "a b"], "env": { "API_KEY": "sk-very-secret-1" } } },
}
`
const jsonFor = (key: string): string => JSON_BEFORE.replace('NAME', key)

/** A file as people have them, with one server. */
const BEFORE: Readonly<Record<string, string>> = {
  claude: jsonFor('mcpServers'),
  cursor: jsonFor('mcpServers').replaceAll('\n', '\r\n'),
  cline: `\uFEFF${jsonFor('mcpServers')}`,
  gemini: jsonFor('mcpServers').trimEnd(),
  windsurf: '',
  'claude-desktop': '{}',
  vscode: jsonFor('servers'),
  zed: jsonFor('context_servers'),
  opencode:
    '{"mcp":{"mine":{"type":"local","command":["npx","-y","server","a b"],"environment":{"TOKEN":"sk-very-secret-1"}}}}',
  codex:
    '# mine\nmodel = "gpt"\n\n[mcp_servers.mine]\ncommand = "npx" # why\nargs = [\n  "-y", # ]\n  \'server\',\n  "a b",\n]\n[mcp_servers.mine.env]\nTOKEN = "sk-very-secret-1"\n\n[other]\na = 1',
  continue:
    'name: mine\nversion: 1.0.0\nmcpServers:\n  # a list\n  - name: mine\n    command: npx\n    args: [-y, server, "a b"] # three\n    env:\n      TOKEN: sk-very-secret-1\n\nrules: []\n',
  goose:
    "GOOSE_PROVIDER: x\nextensions:\n    mine:\n        cmd: npx # by name\n        args:\n        # in lines\n        - '-y'\n        - server\n        - a b\n        envs:\n            TOKEN: sk-very-secret-1\nother: 1\n",
}

describe('mcp install', () => {
  it.each(MCP_AGENTS.map(({ name }) => name))(
    'adds a server for %s, once, and restores the file to the byte',
    async (name) => {
      const file = given(name, BEFORE[name] ?? expect.unreachable(name))
      chmodSync(file, 0o640)
      const first = await installServer(file, agent(name), changing())
      expect(first.what).toBe('changed')
      expect(first.shown).not.toContain('very-secret')
      const text = readFileSync(file, 'utf8')
      expect(agent(name).format.read(text.replace('\uFEFF', ''), 'headroom')?.argv).toEqual([
        'headroom',
        'mcp',
        'serve',
      ])
      expect(statSync(file).mode & 0o777).toBe(0o640)
      expect((await installServer(file, agent(name), changing())).what).toBe('unchanged')
      expect(readFileSync(file, 'utf8')).toBe(text)
      const [gone] = await uninstallServer(file, agent(name), changing())
      expect(gone?.what).toBe('restored')
      expect(readFileSync(file, 'utf8')).toBe(BEFORE[name])
      expect((await uninstallServer(file, agent(name), changing()))[0]?.what).toBe('unchanged')
    },
  )

  it.each(MCP_AGENTS.map(({ name }) => name))(
    'makes what %s has not yet, and leaves nothing of it',
    async (name) => {
      for (const platform of ['linux', 'darwin', 'win32']) {
        const file = fileOf(agent(name), machineHere(platform))
        await installServer(file, agent(name), changing())
        expect(agent(name).format.read(readFileSync(file, 'utf8'), 'headroom')).toBeDefined()
        await uninstallServer(file, agent(name), changing())
        expect(existsSync(file)).toBe(false)
      }
      expect(existsSync(join(home, '.config'))).toBe(false)
    },
  )

  it.each(MCP_AGENTS.map(({ name }) => name))(
    'takes only its own out of what %s has changed since',
    async (name) => {
      const file = given(name, BEFORE[name] ?? expect.unreachable())
      const { format } = agent(name)
      await installServer(file, agent(name), changing())
      const mark = readFileSync(file, 'utf8').startsWith('\uFEFF') ? '\uFEFF' : ''
      const text = readFileSync(file, 'utf8').replace('\uFEFF', '')
      writeFileSync(file, mark + format.put(text, 'later', ['x', 'y']))
      const [gone] = await uninstallServer(file, agent(name), changing())
      expect(gone?.what).toBe('removed only ours')
      const after = readFileSync(file, 'utf8').replace('\uFEFF', '')
      expect(format.read(after, 'headroom')).toBeUndefined()
      expect(format.read(after, 'later')?.argv).toEqual(['x', 'y'])
      if (BEFORE[name]?.includes('mine')) expect(format.read(after, 'mine')).toBeDefined()
    },
  )

  it.each(['claude', 'codex', 'opencode', 'vscode', 'zed', 'continue', 'goose'])(
    'stands in front of a server of %s, and goes away again',
    async (name) => {
      const before = BEFORE[name] ?? expect.unreachable()
      const file = given(name, before)
      const { format } = agent(name)
      const wrap = { ...changing(), name: 'mine' }
      const { shown } = await wrapServer(file, agent(name), wrap)
      expect(shown).not.toContain('very-secret')
      expect((await wrapServer(file, agent(name), wrap)).what).toBe('unchanged')
      await installServer(file, agent(name), changing())
      const text = readFileSync(file, 'utf8')
      const gateway = ['headroom', 'mcp', 'gateway', '--', 'npx', '-y', 'server', 'a b']
      expect(format.read(text, 'mine')?.argv).toEqual(gateway)
      expect(text).toContain('very-secret')
      expect(format.read(text, 'headroom')).toBeDefined()
      const said = await uninstallServer(file, agent(name), changing())
      expect(said.map(({ what }) => what)).toEqual(['changed', 'restored'])
      expect(readFileSync(file, 'utf8')).toBe(before)

      await wrapServer(file, agent(name), wrap)
      writeFileSync(file, `${readFileSync(file, 'utf8')}\n`)
      await uninstallServer(file, agent(name), changing())
      expect(format.read(readFileSync(file, 'utf8'), 'mine')?.argv).toEqual(gateway.slice(4))
    },
  )

  it.each([
    ['claude', '{"mcpServers": {', 'is no valid JSON (line 1'],
    ['claude', '[1]', 'holds no JSON object'],
    ['claude', '{"mcpServers": []}', 'has a "mcpServers" that is no object'],
    ['claude', '{"mcpServers":{"headroom":{"command":"x"}}}', "that is another's"],
    ['codex', '[mcp_servers\na = 1', 'is no valid TOML (line 1)'],
    ['codex', 'mcp_servers = { a = { command = "x" } }', 'by hand'],
    ['goose', 'extensions: {a: {cmd: b}}\n', 'by hand'],
    ['continue', 'mcpServers:\n\t- name: a\n', 'is no valid YAML'],
    ['cursor', '\uFFFE', undefined],
  ])('writes nothing to a file of %s that it can’t follow: %j', async (name, text, message) => {
    const file = given(name, text)
    const bytes = message === undefined ? Buffer.from([0xff, 0xfe, 0x20]) : Buffer.from(text)
    writeFileSync(file, bytes)
    await expect(installServer(file, agent(name), changing())).rejects.toThrow(
      message ?? 'is no UTF-8',
    )
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('refuses to wrap what is not there, and headers that a command would show', async () => {
    const text = '{"mcpServers":{"far":{"url":"https://a.b/mcp","headers":{"X-Key":"1"}}}}'
    const file = given('claude', text)
    const wrap = async (name: string): Promise<unknown> =>
      await wrapServer(file, agent('claude'), { ...changing(), name })
    await expect(wrap('none')).rejects.toThrow('has no server "none"')
    await expect(wrap('far')).rejects.toThrow('with headers')
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  const FAR: Readonly<Record<string, readonly [string, string]>> = {
    claude: [
      '{"mcpServers":{"far":{"type":"http","url":"https://a.b/mcp","headers":{},"note":1}}}',
      '{"mcpServers":{"far":{"type":"stdio","command":"headroom","args":["mcp","gateway","--url","https://a.b/mcp"],"headers":{},"note":1}}}',
    ],
    gemini: [
      '{"mcpServers":{"far":{"httpUrl":"https://a.b/mcp"}}}',
      '{"mcpServers":{"far":{"command":"headroom","args":["mcp","gateway","--url","https://a.b/mcp"]}}}',
    ],
    opencode: [
      '{"mcp":{"far":{"type":"remote","url":"https://a.b/mcp"}}}',
      '{"mcp":{"far":{"type":"local","command":["headroom","mcp","gateway","--url","https://a.b/mcp"]}}}',
    ],
    codex: [
      '[mcp_servers.far]\nurl = "https://a.b/mcp"\n',
      '[mcp_servers.far]\ncommand = "headroom"\nargs = ["mcp", "gateway", "--url", "https://a.b/mcp"]\n',
    ],
    continue: [
      'mcpServers:\n- name: far\n  type: streamable-http # where\n  url: https://a.b/mcp # there\n',
      'mcpServers:\n- name: far\n  type: stdio # where\n  command: "headroom"\n  args: ["mcp", "gateway", "--url", "https://a.b/mcp"] # there\n',
    ],
    goose: [
      'extensions:\n  far: {type: streamable_http, uri: "https://a.b/mcp", headers: {}, timeout: 9}\n',
      'extensions:\n  far: {type: stdio, cmd: "headroom", args: ["mcp", "gateway", "--url", "https://a.b/mcp"], headers: {}, timeout: 9}\n',
    ],
  }

  it.each(Object.keys(FAR))(
    'stands in front of a server that %s reaches by an address, which the agent then starts',
    async (name) => {
      const [before, after] = FAR[name] ?? expect.unreachable()
      const file = given(name, before)
      const wrap = { ...changing(), name: 'far' }
      await wrapServer(file, agent(name), wrap)
      const text = readFileSync(file, 'utf8')
      const meant = (one: string): unknown => (one.startsWith('{') ? JSON.parse(one) : one)
      expect(meant(text)).toEqual(meant(after))
      expect((await wrapServer(file, agent(name), wrap)).what).toBe('unchanged')
      await uninstallServer(file, agent(name), changing())
      expect(readFileSync(file, 'utf8')).toBe(before)
    },
  )

  it.each([
    ['continue', '- {name: far, url: "https://a", requestOptions: {headers: {A: b}}}', 'headers'],
    ['continue', '- name: far\n  url: https://a\n  apiKey: abc', 'headers'],
    ['continue', '- name: far\n  type: sse\n  url: https://a', 'SSE'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what Continue fills in itself.
    ['continue', '- name: far\n  url: https://a/${{ secrets.A }}', 'fills in'],
    ['continue', '- 1\n- name: far', 'neither a command nor'],
    ['continue', '- &a\n  name: far\n  command: npx\n- *a', 'anchor'],
    ['continue', '- name: far\n  command: &a npx', 'anchor'],
    ['continue', '- name: far\n  command: >-\n    npx', 'a block of lines'],
    ['continue', '- name: far\n  command: !!str npx', 'a tag'],
    ['continue', '- name: far\n  command: npx\n  args: [&a b]', 'anchor'],
    ['continue', '- name: far\n  command: npx\n  args: -y', 'no list'],
    ['continue', '- name: far\n  command: npx\n  <<: {env: {}}', 'from elsewhere'],
    ['goose', '  far: {type: streamable_http, uri: "https://a", headers: {A: b}}', 'headers'],
    ['goose', '  far:\n    type: builtin', 'neither a command nor'],
    ['goose', '  far:\n    ? cmd\n    : npx', 'by hand'],
    ['goose', '  far:\n    cmd: npx\n    cmd: npm', 'is no valid YAML (line 4'],
  ])('refuses to stand in front of what %s writes as %j', async (name, entry, message) => {
    const text = `${name === 'goose' ? 'extensions' : 'mcpServers'}:\n${entry}\n`
    const file = given(name, text)
    const wrap = { ...changing(), name: 'far' }
    await expect(wrapServer(file, agent(name), wrap)).rejects.toThrow(message)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('shows the difference and writes nothing on trial', async () => {
    const file = given('cursor', '{\n  "mcpServers": {}\n}\n')
    const { shown } = await installServer(file, agent('cursor'), changing(true))
    expect(shown).toContain(`--- ${file}\n+++ ${file}\n@@ -1,3 +1,`)
    expect(shown).toContain('+    "headroom": {')
    expect(readFileSync(file, 'utf8')).toBe('{\n  "mcpServers": {}\n}\n')
    expect(existsSync(join(home, 'headroom-home'))).toBe(false)
  })

  it('writes through a link, and keeps the journal to itself', async () => {
    const target = join(home, 'dotfiles.json')
    writeFileSync(target, '{}\n')
    const file = fileOf(agent('cursor'), machineHere())
    mkdirSync(dirname(file), { recursive: true })
    symlinkSync(target, file)
    await installServer(file, agent('cursor'), changing())
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
    expect(readFileSync(target, 'utf8')).toContain('headroom')
    const [journaled] = await changing().journal.all()
    expect(journaled?.file).toBe(target)
    const folder = join(home, 'headroom-home', 'installs')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(await stateOf(agent('cursor'), machineHere(), changing().journal)).toMatchObject({
      state: 'installed',
      isChanged: false,
    })
    await uninstallServer(file, agent('cursor'), changing())
    expect(readFileSync(target, 'utf8')).toBe('{}\n')
  })
})
