import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ServedProjects } from '../../../src/runtime-node/served-projects.ts'

const folder = mkdtempSync(join(tmpdir(), 'hr-served-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('tells of a server while it runs, and of no other', async () => {
  const served = new ServedProjects(join(folder, 'one'))
  expect(await served.has('shop')).toBe(false)
  const [withdraw, also] = [await served.announce('shop'), await served.announce('shop')]
  expect([await served.has('shop'), await served.has('sho'), await served.has('../x')]).toEqual([
    true,
    false,
    false,
  ])
  await withdraw()
  expect(await served.has('shop')).toBe(true)
  await also()
  expect(await served.has('shop')).toBe(false)
})

it('does not believe one that was killed, and clears it away', async () => {
  const served = new ServedProjects(join(folder, 'two'))
  await served.announce('shop')
  const place = join(folder, 'two', 'serving')
  const [name = expect.unreachable()] = readdirSync(place)
  const before = new Date(Date.now() - 120_000)
  utimesSync(join(place, name), before, before)
  expect(await served.has('shop')).toBe(false)
  await served.announce('other')
  expect(readdirSync(place)).not.toContain(name)
})

it('lets a server run where nothing can be told', async () => {
  writeFileSync(join(folder, 'file'), '')
  const withdraw = await new ServedProjects(join(folder, 'file')).announce('shop')
  await withdraw()
})
