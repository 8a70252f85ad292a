import { observe } from '../answers/observe.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { forward } from '../upstream/forward.ts'
import { requestHeaders } from '../upstream/headers.ts'
import { targetOf } from '../upstream/target.ts'
import { blankRecord, type Errand, responseOf } from './errand.ts'

/** Everything that is no conversation: both bodies stream through, unread. */
export async function passThrough(errand: Errand, desk: ProxyDesk): Promise<Response> {
  const { request, caller, provider, leave } = errand
  const { host, settings, stats } = desk
  const path = caller.path + caller.query
  const url = targetOf({ provider, model: undefined, path }, settings.values)
  const start = host.now()
  const length = request.headers.get('content-length')
  const answer = await forward(
    {
      url,
      method: request.method,
      headers: requestHeaders(request.headers, { changed: false }),
      body: request.body ?? undefined,
      ...(length === null ? {} : { length: Number(length) }),
      signal: request.signal,
      // A stream can be sent once.
      retries: request.body === null ? settings.values.retries : 0,
      timeout: settings.values.requestTimeout * 1000,
    },
    host,
  )
  const upstreamMilliseconds = host.now() - start
  const body = observe(answer.body, {
    format: undefined,
    now: () => host.now(),
    onEnd: ({ bytes, ending }) => {
      leave()
      const known = blankRecord(errand, desk, url)
      const { status } = answer
      stats.add({ ...known, status, bytesOut: bytes, ending, upstreamMilliseconds })
    },
  })
  return responseOf(answer, body)
}
