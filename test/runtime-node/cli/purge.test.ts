import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Scope } from '../../../src/engine/contracts/store.ts'
import { confirmed } from '../../../src/runtime-node/cli/purge-command.ts'
import { createHeadroom, fileStore } from '../../../src/runtime-node/index.ts'
import { type Ended, headroom, scratchFolder, serviceLog } from './headroom.ts'

const DAY = 86_400_000
const PROXY = 'headroom.proxy'

/** A store of two projects, of which one was not used for ten days. */
async function filledFolder(): Promise<string> {
  const directory = await scratchFolder()
  const old = fileStore({ directory, now: () => Date.now() - 10 * DAY })
  const fresh = fileStore({ directory })
  const set = async (store: typeof old, scope: string, names: readonly string[]): Promise<void> => {
    for (const name of names) await store.set({ scope: scope as Scope, name }, 'a kept text')
  }
  await set(old, 'shop', ['original.1', 'original.2', 'handed-out.1'])
  await set(fresh, 'default', ['original.3'])
  await set(old, PROXY, ['conversation.shop/anthropic/00ff'])
  await set(fresh, PROXY, ['conversation.default/gemini/00ff', 'bound-key'])
  return directory
}

async function namesIn(directory: string): Promise<readonly string[]> {
  const store = fileStore({ directory })
  const names: string[] = []
  for (const scope of ['shop', 'default', PROXY]) {
    for await (const { name } of store.list(scope as Scope)) names.push(name)
  }
  return names.sort()
}

async function purge(directory: string, ...args: readonly string[]): Promise<Ended> {
  return await headroom({ args: ['purge', ...args], env: { HEADROOM_HOME: directory } })
}

const ALL = [
  'bound-key',
  'conversation.default/gemini/00ff',
  'conversation.shop/anthropic/00ff',
  'handed-out.1',
  'original.1',
  'original.2',
  'original.3',
]

describe('purge', { timeout: 60_000 }, () => {
  it('says what would go, and removes nothing', async () => {
    const directory = await filledFolder()
    const { code, stdout } = await purge(directory, '--all', '--dry-run')
    expect(code).toBe(0)
    const lines = stdout.toString().split('\n')
    expect(lines[0]?.split(/ +/)).toEqual([
      'project',
      'originals',
      'lookups',
      'conversations',
      'size',
    ])
    expect(lines[2]).toMatch(/^default +1 +0 +1 +\d+ B$/)
    expect(lines[3]).toMatch(/^shop +2 +1 +1 +\d+ B$/)
    expect(lines[4]).toMatch(/^6 entries, \d+ B, in /)
    expect(lines[5]).toBe('nothing was removed: --dry-run')
    expect(await namesIn(directory)).toEqual(ALL)
  })

  it.each([
    [['--all'], ['bound-key']],
    [
      ['--project', 'shop'],
      ['bound-key', 'conversation.default/gemini/00ff', 'original.3'],
    ],
    [
      ['--older-than', '9d'],
      ['bound-key', 'conversation.default/gemini/00ff', 'original.3'],
    ],
    [['--older-than', '2w'], ALL],
    [['--project', 'default', '--older-than', '9d'], ALL],
    [['--project', 'sho'], ALL],
  ])('%j leaves %j', async (args, left) => {
    const directory = await filledFolder()
    const { code, stderr } = await purge(directory, ...args, '--yes')
    if (code !== 0 || stderr !== '') throw new Error(stderr)
    expect(await namesIn(directory)).toEqual(left)
  })

  it('leaves no file of what it removed, nor what was damaged or never finished', async () => {
    const directory = await filledFolder()
    const scopes = await readdir(join(directory, 'store', 'entries'))
    await writeFile(join(directory, 'store', 'entries', scopes[0] ?? '', 'aa'), 'no entry')
    await writeFile(join(directory, 'store', 'drafts', 'bb'), 'a text that was never finished')
    for (const path of [`entries/${scopes[0]}/aa`, 'drafts/bb']) {
      await utimes(join(directory, 'store', path), 1, 1)
    }
    const { stdout } = await purge(directory, '--all', '--yes')
    expect(stdout.toString()).toMatch(/removed 8 entries, \d+ B\n$/)
    expect(await readdir(join(directory, 'store', 'entries'))).toHaveLength(1)
    expect(await readdir(join(directory, 'store', 'drafts'))).toHaveLength(0)
    const again = await purge(directory, '--all', '--yes')
    expect(again.stdout.toString()).toBe(`nothing in ${directory} is meant\n`)
  })

  it.each([
    [[], /say what is to go: --all, --project <name> or --older-than <age>/],
    [['--all'], /nobody is there to ask: say --yes, or --dry-run/],
    [['--all', '--project', 'shop'], /'--all' cannot be used with option '--project <name>'/],
    [['--older-than', '7'], /--older-than.*'7'.*e\.g\. 7d/],
    [['--older-than', '1y'], /--older-than.*'1y'/],
  ])('%j is refused', async (args, message) => {
    const directory = await filledFolder()
    const { code, stderr } = await purge(directory, ...args)
    if (code !== 2 || !message.test(stderr)) throw new Error(`exit code ${code}: ${stderr}`)
    expect(await namesIn(directory)).toEqual(ALL)
  })

  it('prints no name that could steer a terminal', async () => {
    const directory = await scratchFolder()
    const scope = 'a\u001b]0;title\u0007b' as Scope
    await fileStore({ directory }).set({ scope, name: 'original.1' }, 'text')
    const { stdout } = await purge(directory, '--all', '--dry-run')
    expect(stdout.toString()).toContain('"a\\u001b]0;title\\u0007b"')
    expect(stdout.toString()).not.toContain('\u001b')
  })

  it('is harmless beside a store that is in use', async () => {
    const directory = await scratchFolder()
    const store = fileStore({ directory })
    const inUse = await createHeadroom({ store, scope: 'shop' })
    const messages = [{ role: 'tool', content: serviceLog(2000) }]
    const folded = await inUse.compress(messages, { recall: true })
    const [ref = ''] = folded.ccrHashes
    expect(await inUse.retrieve(ref)).toBeDefined()
    await purge(directory, '--project', 'shop', '--yes')
    expect(await inUse.retrieve(ref)).toBeUndefined()
    expect(await inUse.compress(messages, { recall: true })).toMatchObject({ ccrHashes: [ref] })
    expect((await inUse.retrieve(ref))?.content).toBe(serviceLog(2000))
    await inUse.close()
  })
})

describe('asking', () => {
  it.each([
    ['y\n', true],
    ['YES\n', true],
    ['\n', false],
    ['no\n', false],
    ['yup\n', false],
    ['', false],
  ])('%j means %j', async (typed, meant) => {
    const input = new PassThrough()
    const output = new PassThrough()
    input.end(typed)
    expect(await confirmed('go? ', { input, output })).toBe(meant)
    expect(String(output.read())).toContain('go? ')
  })
})
