import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { run } from '../../../src/runtime-node/cli/program.ts'
import type { Headroom } from '../../../src/runtime-node/index.ts'
import { scratchFolder } from './headroom.ts'

vi.mock('../../../src/runtime-node/index.ts', async (importOriginal) => {
  const broken = async (): Promise<never> => {
    throw new Error('broken inside')
  }
  const headroom: Headroom = {
    compress: broken,
    compressBody: broken,
    inspectBody: broken,
    retrieve: broken,
    close: async () => undefined,
  }
  return { ...(await importOriginal<object>()), createHeadroom: async () => headroom }
})

afterEach(() => vi.restoreAllMocks())

it('whatever breaks inside, the text goes on as it came, and the exit code tells', async () => {
  const written: unknown[] = []
  const told: unknown[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(text) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(text) > 0)
  const file = join(await scratchFolder(), 'input')
  await writeFile(file, 'a text')
  expect(await run(['compress', file])).toBe(1)
  expect(written.map(String)).toEqual(['a text'])
  expect(told).toEqual(['headroom: broken inside\n'])
})
