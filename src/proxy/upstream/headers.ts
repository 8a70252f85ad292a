import { HeaderList, type Pair, type SomeHeaders } from '../header-list.ts'

/** Headers that belong to one connection (RFC 9110 §7.6.1, and the older ones in use). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What the connection to the upstream says for itself. */
const OURS_TO_SAY: ReadonlySet<string> = new Set(['host', 'content-length', 'expect'])

/** Headers that a host puts on requests and that say where the client is. */
const HOST_MADE = /^(?:cf-|x-forwarded-|x-real-ip$|forwarded$)/

/**
 * The client's headers as the upstream gets them: its own connection's and ours left out, all else as it
 * came. `connection` is the value of that header.
 */
export function requestPairs(pairs: Iterable<Pair>, connection: string | null): readonly Pair[] {
  const named = namedBy(connection)
  return [...pairs].filter(([written]) => {
    const name = written.toLowerCase()
    return !(
      HOP_BY_HOP.has(name) ||
      OURS_TO_SAY.has(name) ||
      named.includes(name) ||
      name.startsWith('x-headroom-') ||
      HOST_MADE.test(name)
    )
  })
}

/** The same where the body may be another. What was changed was read first, and leaves in no encoding. */
export function requestHeaders(
  headers: SomeHeaders,
  { changed }: { readonly changed: boolean },
): HeaderList {
  const pairs = requestPairs(headers, headers.get('connection'))
  return new HeaderList(changed ? without(pairs, ['content-encoding']) : pairs)
}

/** The upstream's headers as the client gets them. */
export function answerPairs(pairs: Iterable<Pair>, connection: string | null): readonly Pair[] {
  const named = namedBy(connection)
  return [...pairs].filter(([written]) => {
    const name = written.toLowerCase()
    return !(HOP_BY_HOP.has(name) || named.includes(name))
  })
}

/** The same where the host may have undone the body's encoding. */
export function answerHeaders(
  headers: SomeHeaders,
  { decoded }: { readonly decoded: boolean },
): HeaderList {
  const pairs = answerPairs(headers, headers.get('connection'))
  return new HeaderList(decoded ? without(pairs, ENCODED) : pairs)
}

/** All but those of these names, which are in lower case. */
export function without(pairs: Iterable<Pair>, names: readonly string[]): readonly Pair[] {
  return [...pairs].filter(([written]) => !names.includes(written.toLowerCase()))
}

/** What is true of a body only as it was encoded. */
const ENCODED: readonly string[] = ['content-encoding', 'content-length']

function namedBy(connection: string | null): readonly string[] {
  if (connection === null) return []
  return connection.split(',').map((name) => name.trim().toLowerCase())
}
