import { undoFor } from '../answers/encoded-answer.ts'
import { observe } from '../answers/observe.ts'
import type { ExchangeRecord } from '../operations/record.ts'
import type { StepTimes } from '../operations/steps.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { forward } from '../upstream/forward.ts'
import { requestHeaders } from '../upstream/headers.ts'
import type { Format } from '../upstream/route-of.ts'
import { targetOf } from '../upstream/target.ts'
import { blankRecord, type Errand, responseOf, usageIn } from './errand.ts'

/** A request that is left alone, and why. */
export interface Passing extends Errand {
  readonly mode: ExchangeRecord['mode']
  /** Where the answer can be understood. */
  readonly format?: Format
  readonly answers?: boolean
}

/** Everything that is left alone: both bodies stream through; only the answer's figures are noted. */
export async function passThrough(passing: Passing, desk: ProxyDesk): Promise<Response> {
  const { request, caller, provider, leave, mode, format } = passing
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
    format: passing.answers === true ? format : undefined,
    undo: undoFor(answer, host),
    now: () => host.now(),
    onEnd: (facts) => {
      leave()
      const known = blankRecord(passing, desk, url)
      const usage = format === undefined ? undefined : usageIn(facts, format)
      const { status } = answer
      const bytesIn = Number(length ?? 0)
      const steps = stepsOf(upstreamMilliseconds, facts.firstByte)
      const told = { mode, format, status, usage, upstreamMilliseconds, bytesIn, bytesOut: bytesIn }
      stats.add({ ...known, ...told, steps, ending: facts.ending }, host.date())
    },
  })
  return responseOf(answer, body)
}

/** An answer without a body has no first byte. */
function stepsOf(upstream: number, firstByte: number | undefined): StepTimes {
  return firstByte === undefined ? { upstream } : { upstream, first_byte: firstByte }
}
