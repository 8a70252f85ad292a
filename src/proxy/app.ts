import { Hono } from 'hono'
import { EngineError, type Headroom } from '../engine/index.ts'
import { type AccessRules, checkAccess } from './access.ts'
import { answerTo, RequestError } from './request-error.ts'
import { compressRoute } from './routes/compress.ts'
import { retrieveRoute } from './routes/retrieve.ts'

export interface ProxyOptions {
  /** The engine for one scope: a project, a tenant, a session. Called once a request. */
  readonly headroomFor: (scope: string) => Promise<Headroom>
  /** When set, every request must carry it, as `x-headroom-proxy-token` or as a bearer token. */
  readonly token?: string
  /** Names under which the service may be reached besides those of the loopback device. */
  readonly hosts?: readonly string[]
  /** Bytes a request body may have. Default 32 MiB. */
  readonly largestBody?: number
}

/** What every host can serve: a web-standard request in, a response out. */
export interface ProxyApp {
  readonly fetch: (request: Request) => Response | Promise<Response>
}

const LARGEST_BODY = 32 << 20

/**
 * The HTTP door: `POST /v1/compress`, `POST /v1/retrieve`, `GET /v1/retrieve/:ref` and `GET /health`.
 * Throws `EngineError('bad-options')` when it would be reachable from outside without a token.
 */
export function createApp(options: ProxyOptions): ProxyApp {
  const { headroomFor, token, hosts = [], largestBody = LARGEST_BODY } = options
  const rules: AccessRules = { token, hosts }
  if (token === undefined && hosts.length > 0) {
    throw new EngineError('bad-options', `a token is needed to be reachable as ${hosts.join(', ')}`)
  }
  const app = new Hono()
  app.use(async ({ req }, next) => {
    await checkAccess(req.raw, rules)
    await next()
  })
  app.get('/health', (context) => context.json({ status: 'healthy' }))
  compressRoute(app, { headroomFor, largestBody })
  retrieveRoute(app, { headroomFor, largestBody })
  app.notFound(({ req }) => answerTo(notFound(req.method, req.path)))
  app.onError((error) => answerTo(error))
  return { fetch: (request) => app.fetch(request) }
}

function notFound(method: string, path: string): RequestError {
  const known = 'POST /v1/compress, POST /v1/retrieve, GET /v1/retrieve/:ref, GET /health'
  return new RequestError(404, 'not_found', `no route ${method} ${path}; there are ${known}`)
}
