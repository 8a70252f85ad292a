import { readdirSync } from 'node:fs'
import { afterEach, expect, it, vi } from 'vitest'
import { showSamples } from '../../../src/runtime-node/cli/samples.ts'

afterEach(() => vi.restoreAllMocks())

it('shows every bundled sample, packed and folded, with proofs, refs and sums', {
  timeout: 60_000,
}, async () => {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  await showSamples()
  const [packed = '', folded = ''] = written
  const names = readdirSync(new URL('../../../samples/', import.meta.url))
  for (const name of names.filter((file) => file !== 'README.md')) {
    expect(packed).toContain(`${name} `)
    expect(folded).toContain(`${name} `)
  }
  expect(packed).toMatch(
    /^Packed: .*\nsample +kind +tokens before +after +saved +proof or ref +ms\n/,
  )
  expect(packed).toMatch(/issues\.json +json +[\d,]+ +[\d,]+ +-\d+ % +bytes +\d+\n/)
  expect(packed).toMatch(/release-notes\.md +\w+ +(\d+) +\1 +0 % +as it was/)
  expect(folded).toMatch(/\.log +build +[\d,]+ +[\d,]+ +-\d+ % +[0-9a-f]{14} +\d+\n/)
  expect(folded).toMatch(/\nall together +[\d,]+ +[\d,]+ +-\d+ %\n/)
})
