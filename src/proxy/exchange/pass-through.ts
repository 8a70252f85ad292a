import type { Hold } from '../access/gate.ts'
import { observe } from '../answers/observe.ts'
import type { ProxyAnswer } from '../proxy-answer.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { readBytes } from '../request/body-bytes.ts'
import { plainBytesOf } from '../request/plain-bytes.ts'
import { forward } from '../upstream/forward.ts'
import { requestHeaders } from '../upstream/headers.ts'
import { namedModel } from '../upstream/named-model.ts'
import { answerFor } from './errand.ts'
import { type Passing, passPlan } from './pass-plan.ts'

/** A request that is left alone, on the web's own types. */
export interface WebPassing extends Passing {
  readonly request: Request
  /** Takes room for its body. */
  readonly hold: Hold
}

/**
 * Everything that is left alone: both bodies stream through; only the answer's figures are noted. Where
 * models have upstreams of their own, the body is read first, since it names the model.
 */
export async function passThrough(passing: WebPassing, desk: ProxyDesk): Promise<ProxyAnswer> {
  const { request, hold } = passing
  const { host, settings } = desk
  const isRouted = settings.values.models.size > 0 && request.body !== null
  const bytes = isRouted ? await readBytes(request, settings.values.largestBody, hold) : undefined
  const model = bytes === undefined ? undefined : await modelIn(bytes, passing, desk)
  const { url, timeout, observing, leave } = passPlan(passing, desk, model)
  const length = request.headers.get('content-length')
  const answer = await forward(
    {
      url,
      timeout,
      method: request.method,
      headers: requestHeaders(request.headers, { changed: false }),
      body: bytes ?? request.body ?? undefined,
      ...(length === null ? {} : { length: Number(length) }),
      signal: request.signal,
      // A stream can be sent once.
      retries: request.body === null || isRouted ? settings.values.retries : 0,
    },
    host,
  ).catch((error: unknown) => {
    leave()
    throw error
  })
  const gone = request.signal
  return answerFor(answer, observe(answer.body, { ...observing(answer), gone }))
}

/** The model that a body names; `undefined` where it can't be read, or names none. */
async function modelIn(
  bytes: Uint8Array,
  { request }: WebPassing,
  { host, settings }: ProxyDesk,
): Promise<string | undefined> {
  const largest = settings.values.largestBody
  const read = await plainBytesOf(bytes, request.headers.get('content-encoding'), { host, largest })
  return 'unread' in read ? undefined : namedModel(read.plain)
}
