import { Hono } from 'hono'
import { EngineError } from '../engine/index.ts'
import { callerOf } from './access/caller.ts'
import { type AccessRules, checkAccess, isOwn } from './access/check-access.ts'
import { corsHeaders, preflight } from './access/cors.ts'
import { Gate } from './access/gate.ts'
import { keyBinding } from './access/provider-key.ts'
import { Conversations } from './exchange/conversations.ts'
import { exchange, exchangeDirectly } from './exchange/exchange.ts'
import type { PassPlan } from './exchange/pass-plan.ts'
import { openPassage, type Passage } from './exchange/passage.ts'
import type { ProxyHost } from './host.ts'
import { operationRoutes } from './operations/routes.ts'
import { Stats } from './operations/stats.ts'
import { ToolTokens } from './operations/tool-tokens.ts'
import { isPagePath, pageAnswer } from './page/page-answer.ts'
import type { ProxyAnswer } from './proxy-answer.ts'
import type { ProxyDesk } from './proxy-desk.ts'
import type { AskedRequest } from './request/asked-request.ts'
import { answerTo } from './request-error.ts'
import { compressRoute } from './routes/compress.ts'
import { mcpRoute } from './routes/mcp.ts'
import { noSuchRoute } from './routes/no-such-route.ts'
import { retrieveRoute } from './routes/retrieve.ts'
import { LiveSettings, type SettingTexts } from './settings/live-settings.ts'

export interface ProxyOptions {
  readonly host: ProxyHost
  /** What was set, by the names of flags and variables. */
  readonly settings?: SettingTexts
  /** The package's; told by `/health`. */
  readonly version?: string
}

/** What every host can serve: a web-standard request in, a response out. */
export interface ProxyApp {
  readonly fetch: (request: Request) => Promise<Response>
  /**
   * The same for a host that moves bytes by itself, at a fraction of what the web's types cost: how to pass a request
   * on, the answer to it, one of ours that says why there is none, or `undefined` for what only `fetch` serves.
   */
  readonly exchange: (
    request: AskedRequest,
  ) => Promise<PassPlan | ProxyAnswer | Response | undefined>
  /** Where the socket leads that a request asks for, or the answer that says why it does not. */
  readonly passage: (request: Request) => Promise<Passage | Response>
  /** Ends what would go on for ever, `/stats/events`: the host is about to stop. */
  readonly end: () => void
  /** What is set, for the host's own use. */
  readonly settings: LiveSettings
}

/**
 * The HTTP door: the providers' own routes, `POST /v1/compress`, `POST /v1/retrieve`, and what tells how
 * it is doing. Throws `EngineError('bad-options')` for a bad setting, and when it would be reachable
 * from outside without a token.
 */
export function createApp({ host, settings: texts, version = '' }: ProxyOptions): ProxyApp {
  const settings = new LiveSettings(texts)
  const rules = rulesOf(settings, host)
  const desk: ProxyDesk = {
    host,
    settings,
    version,
    stats: new Stats(host.now(), host.roomFor),
    conversations: new Conversations((name) => host.openStore(name), host.roomFor),
    gate: new Gate(),
    toolTokens: new ToolTokens(host),
  }
  desk.stats.listen((record) => host.journal?.add(record))
  desk.stats.listen((record) => host.recorded?.(record))
  desk.stats.retrievals.listen((project, text) => host.retrieved?.(project, text))
  const routes = routesOn(desk, rules)
  return {
    settings,
    end: () => desk.stats.end(),
    fetch: async (request) => await routes.fetch(request),
    exchange: async (request) => {
      // Pages are told what they may do, and ours are answered, where all is served.
      const { path } = callerOf(request)
      if (request.headers.has('origin') || isOwn(path) || isPagePath(path)) return undefined
      try {
        return await exchangeDirectly(request, await checkAccess(request, rules), desk)
      } catch (error) {
        return answerTo(error)
      }
    },
    passage: async (request) => {
      try {
        return await openPassage(request, await checkAccess(request, rules), desk)
      } catch (error) {
        return answerTo(error)
      }
    },
  }
}

function rulesOf(settings: LiveSettings, host: ProxyHost): AccessRules {
  const { token, names, origins, trustLocal } = settings.values
  if (token === undefined && names.length > 0) {
    throw new EngineError('bad-options', `a token is needed to be reachable as ${names.join(', ')}`)
  }
  const binding = trustLocal ? { binding: keyBinding(() => host.openStore()) } : {}
  return { token, names, origins, ...binding }
}

/** Ours are answered here; every other path goes to its provider. */
function routesOn(desk: ProxyDesk, rules: AccessRules): Hono {
  const app = new Hono({ getPath: (request) => callerOf(request).path })
  app.use(async (context, next) => {
    const { req } = context
    const page = await pageAnswer(req.raw, desk.host, rules)
    if (page !== undefined) return page
    await checkAccess(req.raw, rules)
    const cors = corsHeaders(req.raw)
    if (cors !== undefined && req.method === 'OPTIONS') return preflight(cors)
    await next()
    // A socket's answer can't be copied, and pages need no leave for sockets.
    if (context.res.status === 101) return undefined
    for (const [name, value] of cors ?? []) context.res.headers.set(name, value)
    return undefined
  })
  operationRoutes(app, desk)
  compressRoute(app, desk)
  retrieveRoute(app, desk)
  mcpRoute(app, desk)
  noSuchRoute(app)
  app.all('*', async ({ req }) => await exchange(req.raw, callerOf(req.raw), desk))
  app.onError((error) => answerTo(error))
  return app
}
