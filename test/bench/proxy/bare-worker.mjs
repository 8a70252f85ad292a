// The least a worker can do for a request: a route of Hono's that passes it on.

import { Hono } from 'hono'

const app = new Hono()
app.all('*', ({ req, env }) => {
  const { pathname, search } = new URL(req.url)
  return fetch(new Request(env.UPSTREAM + pathname + search, req.raw))
})

export default app
