import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createHeadroom } from '../../src/runtime-node/index.ts'
import { projectOfFolder, SHARED_PROJECT } from '../../src/runtime-node/project-of-folder.ts'

const top = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-project-')))
afterAll(() => rmSync(top, { recursive: true, force: true }))

function folder(...names: readonly string[]): string {
  const path = join(top, ...names)
  mkdirSync(path, { recursive: true })
  return path
}

const HOME = folder('home')
const of = async (path: string): Promise<string> => await projectOfFolder(path, HOME)

describe('the project of a folder', () => {
  it('is the nearest that holds .git, a folder or a file, else itself', async () => {
    const shop = folder('shop')
    folder('shop', '.git')
    const deep = folder('shop', 'src', 'cart')
    const name = await of(shop)
    expect(name).toMatch(/^shop-[0-9a-f]{12}$/)
    expect(await of(deep)).toBe(name)
    writeFileSync(join(folder('shop', 'part'), '.git'), 'gitdir: ../.git/modules/part\n')
    expect(await of(join(shop, 'part'))).toMatch(/^part-[0-9a-f]{12}$/)
    expect(await of(folder('notes', 'today'))).toMatch(/^today-/)
  })

  it('is one behind every link, and another for another folder of the name', async () => {
    const real = folder('one', 'app')
    symlinkSync(real, join(top, 'link'))
    expect(await of(join(top, 'link'))).toBe(await of(real))
    expect(await of(folder('two', 'app'))).not.toBe(await of(real))
  })

  it('is the shared one where no folder is known, or none that is a project', async () => {
    folder('home', '.git')
    for (const path of [HOME, '/', '', '.', 'relative', join(top, 'nowhere')])
      expect(await of(path)).toBe(SHARED_PROJECT)
    expect(await of(folder('home', 'notes'))).toMatch(/^notes-/)
  })

  it('has a name that the engine takes and a terminal can show, whatever the folder is called', async () => {
    for (const name of [
      'a\u001b]0;title\u0007b',
      'два слова',
      '名前',
      'x'.repeat(200),
      '🙂'.repeat(50),
    ]) {
      const project = await of(folder('odd', name))
      await (await createHeadroom({ scope: project })).close()
      expect([...project].length).toBeLessThan(60)
      expect(project).not.toMatch(/[\p{C}\s]/u)
    }
    expect(await of(folder('odd', '名前'))).toMatch(/^名前-/)
    expect(basename(await of(folder('odd', 'a/../..b')))).toMatch(/^\.\.b-/)
  })
})
