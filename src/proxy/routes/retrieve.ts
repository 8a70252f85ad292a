import type { Hono } from 'hono'
import type { Slice, SliceRequest } from '../../engine/index.ts'
import { callerOf } from '../access/caller.ts'
import { partOf } from '../operations/retrieval-log.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { readObject } from '../request/json-body.ts'
import { invalid, RequestError } from '../request-error.ts'
import { retrieveStats } from './retrieve-stats.ts'
import { headroomOf } from './route-desk.ts'

/**
 * `POST /v1/retrieve` with `{ hash }`, or `GET /v1/retrieve/:hash`: the whole original. With one of
 * `lines`, `rows`, `keys`, `characters` or `search` (also called `query`, also in the address) that part
 * of it. `GET /v1/retrieve/stats`: what there is, and the latest looks at it.
 */
export function retrieveRoute(app: Hono, desk: ProxyDesk): void {
  app.post('/v1/retrieve', async ({ req }) => {
    const { fields } = await readObject(req.raw, desk.settings.values.largestBody)
    const { hash, query, ...part } = fields
    if (typeof hash !== 'string') throw invalid('hash must be the ref from a marker')
    return await retrieve(req.raw, { hash, part: { ...part, ...wordsOf(query) } }, desk)
  })
  app.get('/v1/retrieve/stats', async ({ req }) => await retrieveStats(req.raw, desk))
  app.get('/v1/retrieve/:hash', async ({ req }) => {
    const part = wordsOf(req.query('query'))
    return await retrieve(req.raw, { hash: req.param('hash'), part }, desk)
  })
}

/** What is asked for; no part means everything. */
interface Asked {
  readonly hash: string
  readonly part: Readonly<Record<string, unknown>>
}

function wordsOf(query: unknown): Asked['part'] {
  return query === undefined || query === null || query === '' ? {} : { search: query }
}

async function retrieve(request: Request, asked: Asked, desk: ProxyDesk): Promise<Response> {
  const { hash, part } = asked
  const type = partOf(part)
  const headroom = await headroomOf(request, desk)
  const slice = await headroom.retrieve(hash, type === 'full' ? undefined : asRequest(part))
  const { project } = callerOf(request)
  desk.stats.retrievals.add({ hash, project, type, by: 'route', slice })
  return answer(hash, slice)
}

/** The engine checks every part of it, and says what would be right. */
function asRequest(part: Readonly<Record<string, unknown>>): SliceRequest {
  return part as SliceRequest
}

function answer(hash: string, slice: Slice | undefined): Response {
  if (slice === undefined) {
    const advice = 'do not retry; run the command again'
    throw new RequestError(404, 'not_found', `unknown ref ${JSON.stringify(hash)}: ${advice}`)
  }
  const { content, ...place } = slice
  return Response.json({ hash, original_content: content, ...place })
}
