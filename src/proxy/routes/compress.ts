import type { Hono } from 'hono'
import type { CompressBodyResult, CompressOptions } from '../../engine/index.ts'
import { rawAt } from '../json/json-spans.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { type JsonBody, readObject } from '../request/json-body.ts'
import { invalid, RequestError } from '../request-error.ts'
import { type CompressConfig, compressConfig } from './compress-config.ts'
import { compressBehind } from './frozen-messages.ts'
import { headroomOf, headroomOfMessages } from './route-desk.ts'

/**
 * `POST /v1/compress`, as Headroom's sidecar answers it: `{ messages, model, token_budget?, config? }`
 * in; messages and figures out. Also takes `recall`, `preset` and `query`, which mean what they
 * mean to `compress`. Messages are spliced as text, so what is not changed keeps every byte. What can't be
 * done as it was asked for is told in `warnings`.
 */
export function compressRoute(app: Hono, desk: ProxyDesk): void {
  app.post('/v1/compress', async ({ req }) => {
    const body = await readObject(req.raw, desk.settings.values.largestBody)
    const messages = messagesIn(body)
    const { options, frozen, warnings } = optionsIn(body)
    if (req.header('x-headroom-bypass')?.toLowerCase() === 'true') return echo(messages)
    const keeps = options.recall === true
    const headroom = await (keeps
      ? headroomOfMessages(req.raw, messages, desk)
      : headroomOf(req.raw, desk))
    const done = await inTime(req.raw.signal, desk, async (signal) => {
      const run = async (list: string): Promise<CompressBodyResult> =>
        await headroom.compressBody(list, { ...options, signal })
      return await compressBehind(frozen, messages, run)
    })
    return answer(done.result, [...warnings, ...done.warnings])
  })
}

/** Throws 503 for work that takes too long, as the wire contract names it. */
async function inTime<Result>(
  caller: AbortSignal,
  { settings }: ProxyDesk,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const seconds = settings.values.compressionTimeout
  const late = AbortSignal.timeout(seconds * 1000)
  try {
    return await work(AbortSignal.any([caller, late]))
  } catch (error) {
    if (!late.aborted || caller.aborted) throw error
    const message = `not done within ${seconds} s; send the request as it is`
    throw new RequestError(503, 'compression_timeout', message)
  }
}

function messagesIn({ text, fields }: JsonBody): string {
  const { messages } = fields
  if (!Array.isArray(messages)) throw invalid('messages must be a list of { role, content }')
  const stranger = messages.findIndex((message) => typeof message !== 'object' || message === null)
  if (stranger !== -1) throw invalid(`messages[${stranger}] must be an object { role, content }`)
  return rawAt(text, ['messages']) ?? '[]'
}

interface Asked extends Omit<CompressConfig, 'options'> {
  readonly options: CompressOptions
}

/** What stands beside `config` wins over what it comes to. Types are checked by the engine. */
function optionsIn({ fields }: JsonBody): Asked {
  const config = compressConfig(objectIn(fields['config'], 'config'), fields)
  const { token_budget: tokenBudget, recall, preset, query } = fields
  const model = expectText(fields['model'], 'model')
  const said = Object.entries({ model, tokenBudget, recall, preset, query }).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  return { ...config, options: { ...config.options, ...Object.fromEntries(said) } }
}

function expectText(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw invalid(`${name} must be a text, e.g. "gpt-4o"`)
}

function objectIn(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {}
  if (typeof value === 'object' && !Array.isArray(value)) return { ...value }
  throw invalid(`${name} must be an object`)
}

function answer(result: CompressBodyResult, warnings: readonly string[]): Response {
  const { body, tokensBefore, tokensAfter, tokensSaved, compressionRatio } = result
  return withMessages(body, {
    tokens_before: tokensBefore,
    tokens_after: tokensAfter,
    tokens_saved: tokensSaved,
    compression_ratio: compressionRatio,
    transforms_applied: result.transformsApplied,
    transforms_summary: summaryOf(result),
    ccr_hashes: result.ccrHashes,
    ...(warnings.length === 0 ? {} : { warnings }),
  })
}

function echo(messages: string): Response {
  return withMessages(messages, {
    tokens_before: 0,
    tokens_after: 0,
    tokens_saved: 0,
    compression_ratio: 1,
    transforms_applied: [],
    transforms_summary: {},
    ccr_hashes: [],
  })
}

/** How many blocks each compressor changed. */
function summaryOf({ report }: CompressBodyResult): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const decision of report.decisions) {
    if (decision.outcome !== 'kept') counts.set(decision.by, (counts.get(decision.by) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}

/** Puts the messages in as text: parsing and printing them again would respell numbers. */
function withMessages(messages: string, figures: object): Response {
  const body = `{"messages":${messages},${JSON.stringify(figures).slice(1)}`
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}
