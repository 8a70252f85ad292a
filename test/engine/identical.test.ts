import { describe, expect, it } from 'vitest'
import type { CompressOptions } from '../../src/engine/index.ts'
import { sha256 } from '../../src/engine/text/sha256.ts'
import { toonDataSets } from '../fixtures/toon/generate.ts'
import { OUTPUTS } from './compressors/build/outputs.ts'
import { SAMPLES } from './compressors/code/samples.ts'
import { diffRecursive, gitBlame, gitLogStat, gitShow } from './compressors/diff/real-diffs.ts'
import { TRACES } from './compressors/trace/traces.ts'
import { openEngine } from './laws/engine-under-test.ts'
import { serviceLogs } from './laws/text-pool.ts'

/** Outlined by a grammar in Node and the browser, by indentation in a worker, which has little room. */
const BEYOND_WORKERS = new Set(['csharp', 'ruby', 'php', 'bash', 'css', 'kotlin', 'swift'])

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
    expect(await digestsOf(text, { recall: true, preset: 'aggressive' })).toMatchSnapshot()
  })

  const lists = import.meta.glob(['../fixtures/search/*.txt', '../fixtures/listing/*.txt'], {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const others = [
    ...Object.entries(lists),
    ...OUTPUTS,
    ...TRACES,
    ...Object.entries({ diffRecursive, gitBlame, gitLogStat, gitShow }),
    ...SAMPLES.filter(({ language }) => !BEYOND_WORKERS.has(language)).map(
      ({ language, source }) => [language, source] as const,
    ),
  ]

  it.each(others)('%s', async (_name, text) => {
    expect(await digestsOf(text, { recall: true, budget: 150 })).toMatchSnapshot()
  })
})

async function digestsOf(text: string, pressed: CompressOptions): Promise<readonly unknown[]> {
  const engine = await openEngine()
  const messages = [{ role: 'tool', content: text }]
  const outputs: unknown[] = []
  for (const options of [{ preset: 'safe' }, pressed] as const) {
    const result = await engine.compress(messages, { model: 'gpt-4o', ...options })
    outputs.push({
      digest: sha256(JSON.stringify(result.messages)),
      refs: result.ccrHashes.length,
      tokens: [result.tokensBefore, result.tokensAfter],
      by: result.transformsApplied,
    })
  }
  return outputs
}
