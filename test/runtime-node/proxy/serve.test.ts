import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import { startUpstream } from '../../proxy/scripted-upstream.ts'
import { describeProxy } from '../../suites/proxy.ts'
import { freePort } from '../start-script.ts'
import { nodeWith } from './start-node.ts'

describeProxy('Node', nodeWith({}))

describe('serveProxy', () => {
  it('finds the proxy of its own configuration, and tells other programs on its port apart', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-proxy-'))
    const port = String(await freePort())
    const flags = { port, 'workspace-dir': directory }
    const first = await serveProxy({ flags })
    expect(first.isOwn).toBe(true)
    const again = await serveProxy({ flags })
    expect(again).toMatchObject({ url: first.url, token: first.token, isOwn: false })
    await expect(serveProxy({ flags: { ...flags, preset: 'safe' } })).rejects.toThrow(
      `port ${port} is taken by a headroom proxy with other settings`,
    )
    await first.close()

    // What a killed process leaves stands in nobody's way.
    await writeFile(join(directory, 'proxy-0.json'), '{')
    const next = await serveProxy({ flags })
    expect(next.isOwn).toBe(true)
    await next.close()

    const stranger = await startUpstream()
    const { port: taken } = new URL(stranger.url)
    await expect(serveProxy({ flags: { ...flags, port: taken } })).rejects.toThrow(
      `port ${taken} is taken by another program`,
    )
    await stranger.stop()
    await rm(directory, { recursive: true, force: true })
  })

  it('keeps its token to itself, from one start to the next', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-proxy-'))
    const flags = { port: '0', 'workspace-dir': directory }
    const tokens = []
    for (let start = 0; start < 2; start++) {
      const proxy = await serveProxy({ flags })
      tokens.push(proxy.token)
      await proxy.close()
    }
    expect(tokens[0]).toBe(tokens[1])
    expect(tokens[0]?.length).toBeGreaterThan(30)
    expect((await stat(join(directory, 'token'))).mode & 0o077).toBe(0)
    await rm(directory, { recursive: true, force: true })
  })

  it('is another proxy under another passphrase, and tells nobody which', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-proxy-'))
    const port = String(await freePort())
    const flags = { port, 'workspace-dir': directory }
    const under = async (passphrase: string) =>
      await serveProxy({ flags, environment: { HEADROOM_ENCRYPTION_PASSPHRASE: passphrase } })
    const first = await under('one')
    expect((await under('one')).isOwn).toBe(false)
    await expect(under('two')).rejects.toThrow(/taken by a headroom proxy with other settings/)
    await first.close()
    await rm(directory, { recursive: true, force: true })
  })

  it('listens no longer where it can not be started to the end', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-proxy-'))
    const port = String(await freePort())
    const flags = { port, 'workspace-dir': directory }
    const first = await serveProxy({ flags })
    const lock = (await readdir(directory)).find((name) => name.startsWith('proxy-')) ?? ''
    await first.close()
    // A folder in the lock's place can be neither read nor written over.
    await mkdir(join(directory, lock))
    await writeFile(join(directory, lock, 'x'), '')
    await expect(serveProxy({ flags })).rejects.toThrow()
    await rm(join(directory, lock), { recursive: true })
    const next = await serveProxy({ flags })
    expect(next.isOwn).toBe(true)
    await next.close()
    await rm(directory, { recursive: true, force: true })
  })

  it.each([
    ['head', 'POST /v1/messages HTTP/1.1\r\nx: '],
    ['body', 'POST /v1/messages HTTP/1.1\r\ncontent-length: 999\r\nHEAD\r\n\r\n{'],
  ])('lets a client go that sends its %s byte by byte', async (_, start) => {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-proxy-'))
    const flags = { port: '0', 'workspace-dir': directory }
    const slow = { 'header-timeout-seconds': '1', 'body-timeout-seconds': '1' }
    const proxy = await serveProxy({ flags: { ...flags, ...slow } })
    const { host, port } = new URL(proxy.url)
    const own = `host: ${host}\r\nx-headroom-token: ${proxy.token}`
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write(start.replace('HEAD', own))
    const timer = setInterval(() => socket.write('a'), 100)
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    await once(socket, 'close')
    clearInterval(timer)
    expect(answer.slice(0, 12)).toMatch(/^$|HTTP\/1\.1 4/)
    await proxy.close()
    await rm(directory, { recursive: true, force: true })
  })

  it('does not open the door to a network without a token of its own', async () => {
    await expect(serveProxy({ flags: { host: '0.0.0.0', port: '0' } })).rejects.toThrow(
      'set a token with HEADROOM_PROXY_TOKEN',
    )
  })
})
