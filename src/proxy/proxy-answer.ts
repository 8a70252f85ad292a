import { type Chunks, streamOf } from './chunks.ts'
import type { SomeHeaders } from './header-list.ts'

/** An answer for the client, whatever the host writes it with. */
export interface ProxyAnswer {
  readonly status: number
  readonly headers: SomeHeaders
  readonly body: Chunks | undefined
}

/** The same on the web's own type. */
export function responseOf({ status, headers, body }: ProxyAnswer): Response {
  const pairs = [...headers].map(([name, value]): [string, string] => [name, value])
  return new Response(body === undefined ? null : streamOf(body), { status, headers: pairs })
}
