import type { Caller } from '../access/caller.ts'
import type { AnswerFacts } from '../answers/answer-facts.ts'
import type { Chunks } from '../chunks.ts'
import type { UpstreamAnswer } from '../host.ts'
import type { ExchangeRecord } from '../operations/record.ts'
import type { UsageFigures } from '../operations/usage.ts'
import type { ProxyAnswer } from '../proxy-answer.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import type { RequestHead } from '../request-head.ts'
import { answerHeaders } from '../upstream/headers.ts'
import type { Format, Provider } from '../upstream/route-of.ts'

/** A request that has been let in. */
export interface Errand {
  readonly request: RequestHead
  readonly caller: Caller
  readonly provider: Provider
  /** Lets the request out; once the answer has ended, however it did. */
  readonly leave: () => void
}

/** Statuses whose answers have no body (Fetch standard, null body status). */
const WITHOUT_BODY: readonly number[] = [101, 204, 205, 304]

/** An answer for the client: status and headers as the upstream's, the body as given. */
export function answerFor(
  { status, headers, decoded }: UpstreamAnswer,
  body: Chunks | undefined,
): ProxyAnswer {
  const isEmpty = WITHOUT_BODY.includes(status) || body === undefined
  const given = answerHeaders(headers, { decoded })
  return { status, headers: given, body: isEmpty ? undefined : body }
}

/** The record of a request of which nothing but its address is known yet. */
export function blankRecord(
  { request, caller, provider }: Errand,
  { host }: ProxyDesk,
  upstream: URL,
): ExchangeRecord {
  return {
    id: crypto.randomUUID(),
    time: host.date(),
    method: request.method,
    path: caller.path,
    project: caller.project,
    provider,
    format: undefined,
    model: '',
    upstream: upstream.origin,
    mode: 'pass',
    conversation: undefined,
    status: 0,
    bytesIn: 0,
    bytesOut: 0,
    tokensBefore: 0,
    tokensAfter: 0,
    tokensSavedNew: 0,
    toolTokens: 0,
    decisions: [],
    replayed: 0,
    failure: undefined,
    wasRefused: false,
    recalls: 0,
    addedMilliseconds: 0,
    upstreamMilliseconds: 0,
    steps: {},
    usage: undefined,
    cache: undefined,
    ending: 'complete',
  }
}

/** Uncached input stands alone: Anthropic counts so, the others count what came from the cache in. */
export function usageIn({ usage }: AnswerFacts, format: Format): UsageFigures | undefined {
  const { input, output, cacheRead, cacheWrite, cacheWrite1h } = usage
  if (input === undefined && output === undefined) return undefined
  const uncached = format === 'anthropic' ? input : Math.max(0, (input ?? 0) - (cacheRead ?? 0))
  return { input: uncached, output, cacheRead, cacheWrite, cacheWrite1h }
}
