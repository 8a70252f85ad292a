/** Headers that belong to one connection (RFC 9110 §7.6.1, and the older ones in use). */
const HOP_BY_HOP: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** What the connection to the upstream says for itself. */
const OURS_TO_SAY: readonly string[] = ['host', 'content-length', 'expect']

/** Headers that a host puts on requests and that say where the client is. */
const HOST_MADE = /^(?:cf-|x-forwarded-|x-real-ip$|forwarded$)/

/** The client's headers as the upstream gets them: its own connection's and ours left out, all else as it came. */
export function requestHeaders(
  headers: Headers,
  { changed }: { readonly changed: boolean },
): Headers {
  const named = namedByConnection(headers)
  const kept = [...headers].filter(
    ([name]) =>
      !(HOP_BY_HOP.includes(name) || OURS_TO_SAY.includes(name) || named.includes(name)) &&
      !name.startsWith('x-headroom-') &&
      !HOST_MADE.test(name),
  )
  const sent = new Headers(kept.map(([name, value]): [string, string] => [name, value]))
  // What was changed was read first, and leaves in no encoding.
  if (changed) sent.delete('content-encoding')
  return sent
}

/** The upstream's headers as the client gets them. */
export function answerHeaders(
  headers: Headers,
  { decoded }: { readonly decoded: boolean },
): Headers {
  const named = namedByConnection(headers)
  const kept = [...headers].filter(
    ([name]) =>
      !(HOP_BY_HOP.includes(name) || named.includes(name)) && !(decoded && ENCODED.includes(name)),
  )
  return new Headers(kept.map(([name, value]): [string, string] => [name, value]))
}

/** What is true of a body only as it was encoded. */
const ENCODED: readonly string[] = ['content-encoding', 'content-length']

function namedByConnection(headers: Headers): readonly string[] {
  return (headers.get('connection') ?? '').split(',').map((name) => name.trim().toLowerCase())
}
