import type { Hono } from 'hono'
import { callerOf } from '../access/caller.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { RequestError } from '../request-error.ts'

/** `/mcp`: the tools of `headroom mcp serve` over Streamable HTTP, on hosts that have them. */
export function mcpRoute(app: Hono, { host, version }: ProxyDesk): void {
  app.all('/mcp', async ({ req }) => {
    if (host.mcp === undefined)
      throw new RequestError(501, 'not_implemented', 'run `headroom mcp serve` where the client is')
    const { project } = callerOf(req.raw)
    return await host.mcp(req.raw, { project, version })
  })
}
