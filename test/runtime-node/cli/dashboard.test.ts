import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import { captured } from './captured.ts'
import { scratchFolder } from './headroom.ts'

it('says how to start a proxy where none runs', async () => {
  const folder = await scratchFolder()
  const { code, wrong, said } = await captured('dashboard', '--workspace-dir', folder)
  expect([code, said]).toEqual([1, ''])
  expect(wrong).toContain('no proxy is running from')
  expect(wrong).toContain('headroom proxy starts one')
})

it('writes the address of the Live tab with the token, and opens nothing where nobody looks', async () => {
  const folder = await scratchFolder()
  const proxy = await serveProxy({ flags: { port: '0', 'workspace-dir': folder } })
  onTestFinished(() => proxy.close())
  const address = `${proxy.url}/#live&token=${proxy.token}\n`
  for (const flags of [[], ['--no-open']]) {
    const { code, said } = await captured('dashboard', '--workspace-dir', folder, ...flags)
    expect([code, said]).toEqual([0, address])
  }
  expect(await readdir(folder)).not.toContain('dashboard.html')
})

it.skipIf(process.platform !== 'linux')(
  'leads a browser there by a file of its owner’s alone: no argument holds the token',
  async () => {
    const [folder, programs] = [await scratchFolder(), await scratchFolder()]
    const proxy = await serveProxy({ flags: { port: '0', 'workspace-dir': folder } })
    onTestFinished(() => proxy.close())
    const opener = join(programs, 'xdg-open')
    const seen = (name: string): string => join(programs, name)
    const script = `#!/bin/sh\nprintf %s "$1" > '${seen('argument')}'\ncp -p "\${1#file://}" '${seen('file')}'\n`
    const path = process.env['PATH'] ?? ''
    onTestFinished(() => {
      process.env['PATH'] = path
    })
    process.env['PATH'] = `${programs}:${path}`
    await writeFile(opener, script)
    await chmod(opener, 0o700)
    await captured('dashboard', '--workspace-dir', folder, '--open')
    expect(await readFile(seen('argument'), 'utf8')).toBe(
      `file://${join(folder, 'dashboard.html')}`,
    )
    const page = `url=${proxy.url}/#live&amp;token=${proxy.token}"`
    expect(await readFile(seen('file'), 'utf8')).toContain(page)
    expect(await readdir(folder)).not.toContain('dashboard.html')
    await writeFile(opener, '#!/bin/sh\nexit 3\n')
    const { code, wrong } = await captured('dashboard', '--workspace-dir', folder, '--open')
    expect([code, wrong]).toEqual([0, expect.stringContaining('no browser could be opened')])
  },
)
