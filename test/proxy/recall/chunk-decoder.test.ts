import { brotliCompressSync, constants, createBrotliCompress } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksIn } from '../../../src/proxy/chunks.ts'
import { decodedChunks, zstdDecoder } from '../../../src/proxy/recall/chunk-decoder.ts'
import { brotliDecoder } from '../../../src/runtime-node/proxy/brotli-decoder.ts'
import { zstdStored } from '../zstd-stored.ts'

const DECODERS = [
  ['brotli', brotliDecoder, (plain: Buffer) => brotliCompressSync(plain)],
  ['zstd', zstdDecoder, zstdStored],
] as const

async function all(chunks: ReturnType<typeof chunksIn>): Promise<Buffer> {
  const read: Uint8Array[] = []
  for (let chunk = await chunks.next(); chunk !== undefined; chunk = await chunks.next())
    read.push(chunk)
  return Buffer.concat(read)
}

describe.each(DECODERS)('what comes in %s', (_, decoder, encode) => {
  it('is the same, however it was cut', async () => {
    const cuts = fc.array(fc.nat(3000), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), cuts, async (plain, at) => {
        const bytes = encode(Buffer.from(plain))
        const ends = [...at, bytes.length].sort((one, other) => one - other)
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
        expect(await all(decodedChunks(chunksIn(...pieces), decoder()))).toEqual(Buffer.from(plain))
      }),
      { numRuns: 50 },
    )
  })

  it('is refused where it is broken', async () => {
    const broken = encode(Buffer.from('y'.repeat(900))).fill(7, 3)
    await expect(all(decodedChunks(chunksIn(broken), decoder()))).rejects.toThrow()
  })
})

it('each event is told as it comes', async () => {
  const encoder = createBrotliCompress({ flush: constants.BROTLI_OPERATION_FLUSH })
  const encoded: Uint8Array[] = []
  encoder.on('data', (chunk) => encoded.push(chunk))
  const flushed = async (text: string): Promise<Uint8Array> => {
    await new Promise((resolve) => encoder.write(text, resolve))
    return Buffer.concat(encoded.splice(0))
  }
  const events = [await flushed('data: one\n\n'), await flushed('data: two\n\n')]
  const asked: number[] = []
  let at = 0
  const source = {
    next: async () => {
      asked.push(at)
      return events[at++]
    },
    cancel: async () => undefined,
  }
  const chunks = decodedChunks(source, brotliDecoder())
  expect(Buffer.from((await chunks.next()) ?? []).toString()).toBe('data: one\n\n')
  expect(asked).toEqual([0])
  expect(Buffer.from((await chunks.next()) ?? []).toString()).toBe('data: two\n\n')
  expect(asked).toEqual([0, 1])
})
