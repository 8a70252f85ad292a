/** What an allowed page of another origin is told, by name; `undefined` for what no page sent. */
export function corsHeaders(request: Request): ReadonlyMap<string, string> | undefined {
  const origin = request.headers.get('origin')
  if (origin === null) return undefined
  return new Map([
    ['access-control-allow-origin', origin],
    ['vary', 'Origin'],
  ])
}

/** The answer to a browser that asks before it sends. */
export function preflight(cors: ReadonlyMap<string, string>): Response {
  const headers = new Headers([...cors])
  headers.set('access-control-allow-methods', 'GET, POST, DELETE, OPTIONS')
  headers.set('access-control-allow-headers', ALLOWED_HEADERS)
  headers.set('access-control-max-age', '600')
  return new Response(null, { status: 204, headers })
}

/** What providers' own clients send from a page, and our token. */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'x-api-key',
  'x-goog-api-key',
  'api-key',
  'anthropic-version',
  'anthropic-beta',
  'anthropic-dangerous-direct-browser-access',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
  'openai-organization',
  'openai-project',
  'x-headroom-token',
  'x-headroom-bypass',
  'x-headroom-project',
].join(', ')
