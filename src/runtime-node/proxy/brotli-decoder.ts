import { createBrotliDecompress } from 'node:zlib'
import type { ChunkDecoder } from '../../proxy/index.ts'

/** Undoes brotli as it comes: what can be told by some bytes is told before more are given. */
export function brotliDecoder(): ChunkDecoder {
  let made: Uint8Array[] = []
  let fail = (_error: Error): void => undefined
  const stream = createBrotliDecompress()
  stream.on('data', (chunk: Uint8Array) => made.push(chunk))
  // Of broken bytes only the stream tells, not the write that gave them.
  stream.on('error', (error) => fail(error))
  const madeOf = async (
    give: (done: (error?: Error | null) => void) => void,
  ): Promise<readonly Uint8Array[]> => {
    await new Promise<void>((resolve, reject) => {
      fail = reject
      give((error) => (error ? reject(error) : resolve()))
    })
    const all = made
    made = []
    return all
  }
  return {
    push: async (bytes) => await madeOf((done) => stream.write(bytes, done)),
    end: async () =>
      await madeOf((done) => {
        stream.once('end', done)
        stream.end()
      }),
  }
}
