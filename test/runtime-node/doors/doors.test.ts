import { describe, expect, it } from 'vitest'
import { createHeadroom, fileStore, RECALL_TOOL } from '../../../src/runtime-node/index.ts'
import { projectOfFolder, SHARED_PROJECT } from '../../../src/runtime-node/project-of-folder.ts'
import { call, script, text } from '../../proxy/recall/scripts.ts'
import { startModel } from '../../proxy/scripted-model.ts'
import { serviceLog } from '../cli/headroom.ts'
import { startProcess } from '../proxy/start-process.ts'
import { Doors, refIn, told } from './stage.ts'

const LOG = serviceLog(300)
const [LINE = ''] = LOG.split('\n').slice(199)
const LINES = { lines: [200, 200] }

/** True where a project's own shelf has an original. */
async function holds(doors: Doors, scope: string, ref: string): Promise<boolean> {
  const headroom = await createHeadroom({ store: fileStore({ directory: doors.store }), scope })
  const slice = await headroom.retrieve(ref)
  await headroom.close()
  return slice !== undefined
}

/** A proxy with the store of the doors. */
async function proxied(doors: Doors) {
  const model = await startModel()
  const proxy = await startProcess({ upstream: model.url, directory: doors.store })
  const post = async (path: string, body: object): Promise<string> => {
    const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01' }
    const asked = { method: 'POST', headers, body: JSON.stringify(body) }
    return await (await fetch(`${proxy.base}${path}`, asked)).text()
  }
  const stop = async (): Promise<void> => {
    await proxy.kill('SIGTERM')
    await model.stop()
  }
  return { model, post, stop }
}

const OURS = 'mcp__headroom__headroom_retrieve'

const tool = (name: string) => ({ name, input_schema: { type: 'object' } })
/** A request in which a model is shown what a command printed. */
const asking = (shown: string, ...tools: readonly string[]) => ({
  model: 'claude-sonnet-4-5',
  max_tokens: 100,
  tools: tools.map(tool),
  messages: [
    { role: 'user', content: 'What is in line 200?' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: shown }] },
  ],
})

describe('what one door leaves out in a folder', () => {
  it('is given back by every other: the command line, the server, the gateway', async () => {
    const doors = new Doors()
    const shop = doors.project('shop')
    const deep = doors.folder('shop', 'src')
    const ref = refIn(await doors.cli(['compress', '--recall'], deep, LOG))
    const [server, gateway] = [await doors.server(shop), await doors.gateway(deep)]
    await gateway.listTools()
    expect(await told(server, RECALL_TOOL, { hash: ref, ...LINES })).toContain(LINE)
    expect(await told(gateway, RECALL_TOOL, { hash: ref, ...LINES })).toContain(LINE)
    const fromGateway = refIn(await told(gateway, 'log'))
    expect(await told(server, RECALL_TOOL, { hash: fromGateway })).toContain('worker-0 took')
    expect(await doors.cli(['retrieve', fromGateway], shop)).toContain('worker-0 took')
    const content = serviceLog(301)
    const fromServer = refIn(await told(server, 'headroom_compress', { content }))
    expect(await doors.cli(['retrieve', fromServer], deep)).toBe(content)
    expect(await told(gateway, RECALL_TOOL, { hash: fromServer, ...LINES })).toContain(LINE)
    const { contents } = await server.readResource({ uri: `headroom://original/${ref}` })
    expect(contents[0]).toMatchObject({ text: LOG })

    const other = doors.project('other')
    expect(await told(await doors.server(other), RECALL_TOOL, { hash: ref })).toMatch(/unknown ref/)
    expect(await doors.cli(['retrieve', fromGateway], other)).toMatch(/unknown ref/)
    for (const one of [ref, fromGateway, fromServer]) {
      expect(await holds(doors, await projectOfFolder(shop), one)).toBe(true)
      expect(await holds(doors, SHARED_PROJECT, one)).toBe(false)
    }
  })

  it('is given back of hooks, which keep it under the folder while a server serves that', async () => {
    const doors = new Doors()
    const [shop, deep] = [doors.project('shop'), doors.folder('shop', 'src')]
    const project = await projectOfFolder(shop)
    const early = refIn(await doors.hook(deep, LOG))
    expect(await holds(doors, SHARED_PROJECT, early)).toBe(true)
    const server = await doors.server(shop)
    const log = serviceLog(302)
    const ref = refIn(await doors.hook(deep, log))
    expect(await holds(doors, project, ref)).toBe(true)
    expect(await holds(doors, SHARED_PROJECT, ref)).toBe(false)
    for (const hash of [early, ref]) {
      expect(await told(server, RECALL_TOOL, { hash, ...LINES })).toContain(LINE)
      expect(await doors.cli(['retrieve', hash, '--lines', '200'], deep)).toContain(LINE)
    }
    // The one helper serves other folders, too.
    const other = doors.project('other')
    const elsewhere = refIn(await doors.hook(other, serviceLog(303)))
    expect(await holds(doors, SHARED_PROJECT, elsewhere)).toBe(true)
    expect(await doors.cli(['retrieve', elsewhere], other)).toBe(serviceLog(303))
    await server.close()
    const late = refIn(await doors.hook(deep, serviceLog(304)))
    expect(await holds(doors, SHARED_PROJECT, late)).toBe(true)
  })

  it('is given back of hooks by a server that was started in the home folder', async () => {
    const doors = new Doors()
    const server = await doors.server(doors.home)
    const shop = doors.project('shop')
    const hash = refIn(await doors.hook(shop, LOG))
    expect(await told(server, RECALL_TOOL, { hash, ...LINES })).toContain(LINE)
    expect(await doors.cli(['retrieve', hash], shop)).toBe(LOG)
  })

  it('is given back of the proxy, which can not know folders, and what was kept before they counted', async () => {
    const doors = new Doors()
    const shop = doors.project('shop')
    const { model, post, stop } = await proxied(doors)
    model.say(() => ({ script: script('end', text('Good.')) }))
    await post('/v1/messages', asking(LOG, 'Bash', OURS))
    const hash = refIn(model.heard[0]?.said.find(({ kind }) => kind === 'result')?.text ?? '')
    await stop()
    const [server, gateway] = [await doors.server(shop), await doors.gateway(shop)]
    await gateway.listTools()
    expect(await told(server, RECALL_TOOL, { hash, ...LINES })).toContain(LINE)
    expect(await told(gateway, RECALL_TOOL, { hash, ...LINES })).toContain(LINE)
    expect(await doors.cli(['retrieve', hash], shop)).toBe(LOG)
    expect(await doors.cli(['retrieve', hash, '--scope', 'named'], shop)).toMatch(/unknown ref/)
  })
})

describe('a proxy before an agent whose doors leave something out', () => {
  it('leaves the lookup to the client whose tool it is, and says of its own that it has nothing', async () => {
    const doors = new Doors()
    const shop = doors.project('shop')
    const server = await doors.server(shop)
    const shown = await doors.hook(shop, LOG)
    const hash = refIn(shown)
    const { model, post, stop } = await proxied(doors)
    model.say(() => ({ script: script('calls', call('c1', OURS, { hash, ...LINES })) }))
    expect(await post('/v1/messages', asking(shown, 'Bash', OURS))).toContain(OURS)
    expect(model.heard).toHaveLength(1)
    expect(await told(server, RECALL_TOOL, { hash, ...LINES })).toContain(LINE)

    model.say(
      () => ({ script: script('calls', call('c2', RECALL_TOOL, { hash, ...LINES })) }),
      () => ({ script: script('end', text('I ran it again.')) }),
    )
    expect(await post('/v1/messages', asking(shown, 'Bash'))).toContain('I ran it again.')
    const [, second] = model.heard
    const answer = second?.said.find(({ kind, id }) => kind === 'result' && id === 'c2')
    expect(answer?.text).toMatch(/unknown ref.*do not retry/)
    expect(model.faults).toEqual([])
    await stop()
  })
})

describe('headroom stats and purge', () => {
  it('tell the doors of a folder by its name', async () => {
    const doors = new Doors()
    const shop = doors.project('shop')
    const project = await projectOfFolder(shop)
    const ref = refIn(await doors.cli(['compress', '--recall'], shop, LOG))
    const server = await doors.server(shop)
    await told(server, RECALL_TOOL, { hash: ref })
    const gateway = await doors.gateway(shop)
    await gateway.listTools()
    await told(gateway, 'log')
    await gateway.close()
    await doors.hook(shop, serviceLog(305))
    const stats = JSON.parse(await doors.cli(['stats', '--json'], shop))
    const rows: readonly Record<string, unknown>[] = stats.projects
    expect(rows.map(({ door }) => door).sort()).toEqual(['cli', 'gateway', 'hooks', 'mcp serve'])
    expect(new Set(rows.map((row) => row['project']))).toEqual(new Set([project]))
    expect(stats.total.tokensNet).toBe(stats.total.tokensSaved - stats.total.tokensRetrieved)
    expect(stats.doors['mcp serve'].tokensNet).toBeLessThan(0)
    expect(project).toMatch(/^shop-/)
    expect(await doors.cli(['purge', '--project', project, '--yes'], shop)).toContain(project)
    expect(await doors.cli(['retrieve', ref], shop)).toMatch(/unknown ref/)
  })
})
