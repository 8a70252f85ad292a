import { observe } from '../answers/observe.ts'
import type { UpstreamAnswer } from '../host.ts'
import { type ExchangeRecord, recordedDecision } from '../operations/record.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { readBytes } from '../request/body-bytes.ts'
import { forward } from '../upstream/forward.ts'
import { requestHeaders } from '../upstream/headers.ts'
import { targetOf } from '../upstream/target.ts'
import { type Conversing, type Draft, draftOf } from './draft.ts'
import { blankRecord, responseOf, usageIn } from './errand.ts'

/** A conversation: its body is compressed, its answer passes as it comes. */
export async function converse(conversing: Conversing, desk: ProxyDesk): Promise<Response> {
  const { request, caller, provider, format, leave } = conversing
  const { host, settings, stats, conversations } = desk
  const bytes = await readBytes(request, settings.values.largestBody)
  const arrived = host.now()
  const draft = await draftOf(conversing, bytes, desk)
  const path = caller.path + caller.query
  const url = targetOf({ provider, model: draft.model, path }, settings.values)
  const sent = host.now()
  const { answer, wasRefused } = await ask(conversing, draft, { url, original: bytes, desk })
  conversations.trim()
  const known: ExchangeRecord = {
    ...blankRecord(conversing, desk, url),
    ...figuresOf(draft),
    format,
    status: answer.status,
    bytesIn: bytes.byteLength,
    bytesOut: wasRefused ? bytes.byteLength : draft.bytes.byteLength,
    wasRefused,
    addedMilliseconds: sent - arrived,
    upstreamMilliseconds: host.now() - sent,
  }
  const body = observe(answer.body, {
    format: conversing.answers ? format : undefined,
    now: () => host.now(),
    onEnd: (facts) => {
      leave()
      stats.add({ ...known, ending: facts.ending, usage: usageIn(facts, format) })
    },
  })
  return responseOf(answer, body)
}

interface Asking {
  readonly url: URL
  /** The body as it came. */
  readonly original: Uint8Array
  readonly desk: ProxyDesk
}

/**
 * Sends the draft. Where the provider refuses what was changed, it is asked once more with what came,
 * and if that is better, the conversation stays as it comes from here on.
 */
async function ask(
  { request }: Conversing,
  draft: Draft,
  { url, original, desk }: Asking,
): Promise<{ readonly answer: UpstreamAnswer; readonly wasRefused: boolean }> {
  const { settings, host, conversations } = desk
  const send = async (bytes: Uint8Array, changed: boolean): Promise<UpstreamAnswer> =>
    await forward(
      {
        url,
        method: request.method,
        headers: requestHeaders(request.headers, { changed }),
        body: bytes,
        signal: request.signal,
        retries: settings.values.retries,
        timeout: settings.values.requestTimeout * 1000,
      },
      host,
    )
  const answer = await send(draft.bytes, draft.changed)
  if (answer.status !== 400 || !draft.changed) return { answer, wasRefused: false }
  await answer.body?.cancel().catch(() => undefined)
  const again = await send(original, false)
  if (again.status === 400) return { answer: again, wasRefused: false }
  if (draft.conversation !== undefined) {
    await conversations.leaveRaw(draft.conversation).catch(() => undefined)
  }
  return { answer: again, wasRefused: true }
}

function figuresOf(draft: Draft): Partial<ExchangeRecord> {
  const { mode, model, conversation, failure, result } = draft
  const decisions = (result?.report.decisions ?? []).map(recordedDecision)
  const fresh = decisions.filter(({ replayed }) => !replayed)
  return {
    mode,
    model,
    conversation,
    failure,
    decisions: decisions.filter(({ reason }) => reason !== 'sealed'),
    tokensBefore: result?.tokensBefore ?? 0,
    tokensAfter: result?.tokensAfter ?? 0,
    tokensSavedNew: fresh.reduce((sum, one) => sum + one.tokensBefore - one.tokensAfter, 0),
  }
}
