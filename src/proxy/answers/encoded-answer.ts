import { joined } from '../chunks.ts'
import type { ProxyHost } from '../host.ts'
import type { HeadHeaders } from '../request-head.ts'

/** Undoes the encoding of an answer that has gone by; `undefined` for what can't be read. */
export type Undo = (bytes: Uint8Array) => Promise<Uint8Array | undefined>

/** Bytes of an encoded answer that are kept to be read once it has gone by, and of what comes of them. */
const MOST_KEPT = 4 << 20
const LARGEST = 16 << 20

/** How to read an answer that passes in an encoding its client asked for; absent where it has none. */
export function undoFor(
  { headers, decoded }: { readonly headers: HeadHeaders; readonly decoded: boolean },
  host: Pick<ProxyHost, 'decode'>,
): Undo | undefined {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (decoded || encoding === 'identity' || encoding === '') return undefined
  return async (bytes) => await host.decode(bytes, encoding, LARGEST).catch(() => undefined)
}

/** A copy of an encoded answer, so long as it is not too large. */
export class KeptCopy {
  #chunks: Uint8Array[] = []
  #size = 0

  push(chunk: Uint8Array): void {
    this.#size += chunk.byteLength
    if (this.#size <= MOST_KEPT) this.#chunks.push(chunk)
    else this.#chunks = []
  }

  /** `undefined` where there was nothing, or too much. */
  take(): Uint8Array | undefined {
    const chunks = this.#chunks
    this.#chunks = []
    return chunks.length === 0 ? undefined : joined(chunks, this.#size)
  }
}
