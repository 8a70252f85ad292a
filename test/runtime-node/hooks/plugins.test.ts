import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Answerer, listenAsHelper } from '../../../src/runtime-node/hooks/helper.ts'
import { helperPlace } from '../../../src/runtime-node/hooks/helper-place.ts'
import { headroomHooks } from '../../../src/runtime-node/hooks/opencode-plugin.ts'
import { headroomExtension } from '../../../src/runtime-node/hooks/pi-extension.ts'
import { home } from './stage.ts'

afterEach(() => vi.unstubAllEnvs())

/** A helper that answers as told, and what it was asked. */
async function stage(answer: (said: Record<string, unknown>) => string) {
  const { folder } = await home()
  vi.stubEnv('HEADROOM_HOME', join(folder, 'store'))
  const asked: Record<string, unknown>[] = []
  const answerer: Answerer = async ({ body }) => {
    const said = JSON.parse(Buffer.from(body).toString())
    if (said.tool !== undefined) asked.push(said)
    return { text: said.tool === undefined ? '' : answer(said) }
  }
  const helper = await listenAsHelper(helperPlace(), answerer)
  const end = async (): Promise<void> => {
    helper?.end()
    await helper?.ended
  }
  return { asked, end }
}

const shorter = ({ texts }: Record<string, unknown>): string =>
  JSON.stringify({ texts: (texts as readonly string[]).map((text) => text.slice(0, 3)) })

const OPTIONS = { node: '/nonexistent/node', flags: ['--patience', '60000'] }
const CALL = { tool: 'bash', sessionID: 's1', args: { command: 'ls' } }
const image = { type: 'image', data: 'AAAA' }

describe('our plugin in OpenCode', () => {
  it('puts other texts in an output, and leaves all else of it', async () => {
    const { asked, end } = await stage(shorter)
    const hooks = headroomHooks({ directory: '/work' }, OPTIONS)
    const output = { title: 'ls', output: 'abcdef', metadata: { exit: 0 } }
    await hooks['tool.execute.after'](CALL, output)
    expect(output).toEqual({ title: 'ls', output: 'abc', metadata: { exit: 0 } })
    const blocks = { content: [image, { type: 'text', text: 'abcdef' }] }
    await hooks['tool.execute.after']({ ...CALL, tool: 'files_read' }, blocks)
    expect(blocks).toEqual({ content: [image, { type: 'text', text: 'abc' }] })
    await end()
    const about = { folder: '/work', hasFailed: false, isOfSubagent: false }
    expect(asked).toMatchObject([
      { ...about, tool: 'bash', isOfServer: false, texts: ['abcdef'] },
      { ...about, tool: 'files_read', isOfServer: true, texts: ['abcdef'] },
    ])
  })

  it('tells of commands that failed, and of agents that another has started', async () => {
    const { asked, end } = await stage(shorter)
    const hooks = headroomHooks({ directory: '/work' }, OPTIONS)
    const properties = { info: { id: 's2', parentID: 's1' } }
    await hooks.event({ event: { type: 'session.created', properties } })
    await hooks.event({ event: undefined })
    await hooks['tool.execute.after'](CALL, { output: 'abcdef', metadata: { exit: 1 } })
    await hooks['tool.execute.after']({ ...CALL, sessionID: 's2' }, { output: 'abcdef' })
    await end()
    expect(asked).toMatchObject([
      { hasFailed: true, isOfSubagent: false },
      { hasFailed: true, isOfSubagent: true },
    ])
  })

  it.each(['', '{"texts":[]}', '{"texts":', '[]', 'null'])(
    'leaves the original where the answer is %j',
    async (answer) => {
      const { end } = await stage(() => answer)
      const hooks = headroomHooks({ directory: '/work' }, OPTIONS)
      const output = { output: 'abcdef', metadata: { exit: 0 } }
      await hooks['tool.execute.after'](CALL, output)
      await end()
      expect(output.output).toBe('abcdef')
    },
  )

  it('leaves it where there is no helper, or nothing to ask', async () => {
    vi.stubEnv('HEADROOM_HOME', '/dev/null/x')
    const hooks = headroomHooks({ directory: '/work' }, { ...OPTIONS, flags: ['--patience', '30'] })
    for (const output of [{ output: 'abcdef' }, { output: 7 }, { content: 'x' }, {}]) {
      const before = structuredClone(output)
      await hooks['tool.execute.after'](CALL, output)
      expect(output).toEqual(before)
    }
  })
})

describe('our extension of pi', () => {
  it('gives other texts back, or nothing', async () => {
    const { asked, end } = await stage((said) => (said['hasFailed'] === true ? '' : shorter(said)))
    type On = Parameters<typeof headroomExtension>[0]['on']
    let handler: Parameters<On>[1] | undefined
    const pi = {
      on: (...[, given]: Parameters<On>): void => {
        handler = given
      },
    }
    headroomExtension(pi, OPTIONS)
    const result = { toolName: 'bash', input: { command: 'ls' }, isError: false }
    const content = [{ type: 'text', text: 'abcdef' }, image]
    const context = { cwd: '/work' }
    expect(await handler?.({ ...result, content }, context)).toEqual({
      content: [{ type: 'text', text: 'abc' }, image],
    })
    expect(await handler?.({ ...result, content, isError: true }, context)).toBeUndefined()
    await end()
    expect(asked[0]).toMatchObject({ tool: 'bash', folder: '/work', texts: ['abcdef'] })
  })
})
