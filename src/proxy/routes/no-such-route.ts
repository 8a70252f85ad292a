import type { Hono } from 'hono'
import { callerOf } from '../access/caller.ts'
import { isOwn } from '../access/check-access.ts'
import { RequestError } from '../request-error.ts'

/** Behind all routes of ours: what nobody answered of their paths is nobody else's, and goes to no provider. */
export function noSuchRoute(app: Hono): void {
  app.all('*', async ({ req }, next) => {
    const { path } = callerOf(req.raw)
    if (isOwn(path))
      throw new RequestError(404, 'not_found', `nothing answers ${req.method} at this path`)
    await next()
  })
}
