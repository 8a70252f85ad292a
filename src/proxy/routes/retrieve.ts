import type { Hono } from 'hono'
import type { Headroom, Slice, SliceRequest } from '../../engine/index.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { readObject } from '../request/json-body.ts'
import { invalid, RequestError } from '../request-error.ts'
import { headroomOf } from './route-desk.ts'

/**
 * `POST /v1/retrieve` with `{ hash }`, or `GET /v1/retrieve/:hash`: the whole original. With one of
 * `lines`, `rows`, `keys`, `characters` or `search` (also called `query`) that part of it.
 */
export function retrieveRoute(app: Hono, desk: ProxyDesk): void {
  app.post('/v1/retrieve', async ({ req }) => {
    const { fields } = await readObject(req.raw, desk.settings.values.largestBody)
    const { hash, query, ...part } = fields
    if (typeof hash !== 'string') throw invalid('hash must be the ref from a marker')
    const words = query === undefined || query === null ? {} : { search: query }
    return answer(
      hash,
      await retrieve(await headroomOf(req.raw, desk), hash, { ...part, ...words }),
    )
  })
  app.get('/v1/retrieve/:hash', async ({ req }) => {
    const hash = req.param('hash')
    return answer(hash, await retrieve(await headroomOf(req.raw, desk), hash, {}))
  })
}

/** A request for no part means everything. */
async function retrieve(
  headroom: Headroom,
  ref: string,
  part: Readonly<Record<string, unknown>>,
): Promise<Slice | undefined> {
  return await headroom.retrieve(ref, Object.keys(part).length === 0 ? undefined : asRequest(part))
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
