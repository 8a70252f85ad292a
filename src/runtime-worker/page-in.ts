import type { ProxyHost } from '../proxy/index.ts'

/** The files that were deployed with the worker. */
export interface Assets {
  fetch(request: Request): Promise<Response>
}

/** The page among them. */
export function pageIn(assets: Assets): NonNullable<ProxyHost['page']> {
  return async (path) => {
    const { ok, body } = await assets.fetch(new Request(`http://assets${path}`))
    if (ok && body !== null) return body
    await body?.cancel()
    return undefined
  }
}
