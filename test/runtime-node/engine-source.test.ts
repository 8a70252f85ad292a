import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** What neither the compiler nor the linter refuses: Unicode tables differ between hosts. */
it('law 3: no file of the engine asks its host for Unicode properties', () => {
  const folder = fileURLToPath(new URL('../../src/engine/', import.meta.url))
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = sources.filter((name) => name.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(50)
  const asking = files.filter((name) =>
    /\/[^/\n]*\\[pP]\{.*\/[a-z]*[uv]|\.normalize\(/.test(readFileSync(folder + name, 'utf8')),
  )
  expect(asking).toEqual([])
})
