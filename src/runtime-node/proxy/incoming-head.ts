import type { IncomingMessage } from 'node:http'
import type { RequestHead } from '../../proxy/index.ts'

/**
 * The head of a request as the app asks for it, without a copy of anything; `undefined` for an address
 * that is no path.
 */
export function incomingHead({
  method = 'GET',
  url = '',
  headers,
}: IncomingMessage): RequestHead | undefined {
  if (!url.startsWith('/')) return undefined
  return {
    method,
    url: `http://localhost${url}`,
    headers: {
      get: (name) => written(headers[name]),
      has: (name) => headers[name] !== undefined,
    },
  }
}

function written(value: string | readonly string[] | undefined): string | null {
  if (value === undefined) return null
  return typeof value === 'string' ? value : value.join(', ')
}
