import type { Hold } from '../access/gate.ts'
import type { SomeHeaders } from '../header-list.ts'
import type { RequestHead } from '../request-head.ts'
import type { Gone } from '../stop.ts'
import { readBytes } from './body-bytes.ts'

/** A request whose body is read as a whole, whatever the host reads it with. */
export interface AskedRequest extends RequestHead {
  readonly headers: SomeHeaders
  /** Fires when the client has gone. */
  readonly signal: Gone
  /**
   * The whole body, once. Throws `RequestError` 413 for one that is larger, also while it is still coming; `hold`
   * throws where there is no room for it.
   */
  bytes(largest: number, hold: Hold): Promise<Uint8Array>
}

/** The web's own as such a request. */
export function askedWith(request: Request): AskedRequest {
  const { method, url, headers, signal } = request
  return {
    method,
    url,
    headers,
    signal,
    bytes: async (largest, hold) => await readBytes(request, largest, hold),
  }
}
