import { describe, expect, it } from 'vitest'
import type { Platform } from '../../../src/engine/contracts/platform.ts'
import { createTokenizerLoader } from '../../../src/engine/tokens/load-tokenizer.ts'
import { testPlatform } from '../platform.ts'

describe('loading a tokenizer', () => {
  it('happens once for each encoding', async () => {
    const reads: string[] = []
    const load = createTokenizerLoader(noting(await testPlatform(), reads))
    const [first, second] = await Promise.all([load('o200k_base'), load('o200k_base')])
    expect(first).toBe(second)
    expect(reads.sort()).toEqual(['bpe.wasm', 'o200k_base.bin', 'unicode-classes.bin'])
  })

  it('keeps encodings apart', async () => {
    const load = createTokenizerLoader(await testPlatform())
    const [o200k, cl100k] = await Promise.all([load('o200k_base'), load('cl100k_base')])
    expect([o200k.name, cl100k.name]).toEqual(['o200k_base', 'cl100k_base'])
    // The newer encoding has words of many languages as tokens.
    const text = 'Привет, как дела? नमस्ते'
    expect([o200k.count(text), cl100k.count(text)]).toEqual([9, 15])
    expect(o200k.count(text)).toBe(9)
  })

  it('is tried again after a failure', async () => {
    const platform = await testPlatform()
    let broken = true
    const load = createTokenizerLoader({
      ...platform,
      readAsset: async (name) => {
        if (broken) throw new Error('no disk')
        return await platform.readAsset(name)
      },
    })
    await expect(load('o200k_base')).rejects.toThrow('no disk')
    broken = false
    expect((await load('o200k_base')).count('hello world')).toBe(2)
  })

  it('goes by the twin where the exports are another module’s', async () => {
    const platform = await testPlatform()
    const load = createTokenizerLoader({ ...platform, loadWasm: async () => ({ other: 1 }) })
    expect((await load('o200k_base')).count('hello world')).toBe(2)
  })
})

function noting(platform: Platform, reads: string[]): Platform {
  return {
    ...platform,
    readAsset: (name) => {
      reads.push(name)
      return platform.readAsset(name)
    },
    loadWasm: (name) => {
      reads.push(name)
      return platform.loadWasm(name)
    },
  }
}
