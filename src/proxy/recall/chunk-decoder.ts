import { Decompress } from 'fzstd'
import type { Chunks } from '../chunks.ts'

/** Undoes an encoding as its bytes come. */
export interface ChunkDecoder {
  /** What can be told by these bytes. Rejects for broken ones. */
  push(bytes: Uint8Array): Promise<readonly Uint8Array[]>
  /** The rest. Rejects where there should have been more. */
  end(): Promise<readonly Uint8Array[]>
}

/** Bytes of input given at once: of a bomb no more than some megabytes are held. */
const STEP = 1024

/** The same bytes decoded, each as soon as it can be told, at their reader's pace. */
export function decodedChunks(source: Chunks, decoder: ChunkDecoder): Chunks {
  let made: readonly Uint8Array[] = []
  let given: Uint8Array = new Uint8Array(0)
  let isDone = false
  const readOn = async (): Promise<void> => {
    if (given.byteLength === 0) {
      const chunk = await source.next()
      isDone = chunk === undefined
      given = chunk ?? given
    }
    made = isDone ? await decoder.end() : await decoder.push(given.subarray(0, STEP))
    given = given.subarray(STEP)
  }
  return {
    next: async () => {
      while (made.length === 0 && !isDone) await readOn()
      const [next] = made
      made = made.slice(1)
      return next
    },
    cancel: async (reason) => await source.cancel(reason),
  }
}

/** For zstd, in every runtime. */
export function zstdDecoder(): ChunkDecoder {
  let made: Uint8Array[] = []
  const stream = new Decompress((chunk) => made.push(chunk))
  const told = (bytes: Uint8Array, isLast: boolean): readonly Uint8Array[] => {
    made = []
    stream.push(bytes, isLast)
    return made.filter((chunk) => chunk.byteLength > 0)
  }
  return {
    push: async (bytes) => told(bytes, false),
    end: async () => told(new Uint8Array(0), true),
  }
}
