import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/engine/text/sha256.ts'
import { toonDataSets } from '../fixtures/toon/generate.ts'
import { openEngine } from './laws/engine-under-test.ts'
import { serviceLogs } from './laws/text-pool.ts'

/**
 * Law 3 across runtimes: the digests stand in one snapshot file, which Node, Chromium and workerd
 * all compare with. A change of what a compressor writes is seen here; `vitest run -u` takes it over.
 */
describe('law 3: the same bytes in every runtime', () => {
  const texts = new Map(serviceLogs)
  for (const { name, data } of toonDataSets('accuracy')) {
    texts.set(name, JSON.stringify(data, undefined, 2))
  }

  it.each([...texts])('%s', async (_name, text) => {
    const engine = await openEngine()
    const messages = [{ role: 'tool', content: text }]
    const outputs: unknown[] = []
    for (const options of [{ preset: 'safe' }, { recall: true, preset: 'aggressive' }] as const) {
      const result = await engine.compress(messages, { model: 'gpt-4o', ...options })
      outputs.push({
        digest: sha256(JSON.stringify(result.messages)),
        refs: result.ccrHashes.length,
        tokens: [result.tokensBefore, result.tokensAfter],
        by: result.transformsApplied,
      })
    }
    expect(outputs).toMatchSnapshot()
  })
})
