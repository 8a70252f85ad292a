import type { Hono } from 'hono'
import type { CompressBodyResult, CompressOptions } from '../../engine/index.ts'
import { rawAt } from '../json/json-spans.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { type JsonBody, readObject } from '../request/json-body.ts'
import { invalid } from '../request-error.ts'
import { headroomOf, headroomOfMessages } from './route-desk.ts'

/**
 * `POST /v1/compress`, as Headroom's sidecar answers it: `{ messages, model, token_budget?, config? }`
 * in; messages and figures out. Also takes `recall`, `preset` and `query`, which mean what they
 * mean to `compress`. Messages are spliced as text, so what is not changed keeps every byte.
 */
export function compressRoute(app: Hono, desk: ProxyDesk): void {
  app.post('/v1/compress', async ({ req }) => {
    const body = await readObject(req.raw, desk.settings.values.largestBody)
    const messages = messagesIn(body)
    const options = optionsIn(body)
    if (req.header('x-headroom-bypass')?.toLowerCase() === 'true') return echo(messages)
    const keeps = options.recall === true
    const headroom = await (keeps
      ? headroomOfMessages(req.raw, messages, desk)
      : headroomOf(req.raw, desk))
    return answer(await headroom.compressBody(messages, { ...options, signal: req.raw.signal }))
  })
}

function messagesIn({ text, fields }: JsonBody): string {
  const { messages } = fields
  if (!Array.isArray(messages)) throw invalid('messages must be a list of { role, content }')
  const stranger = messages.findIndex((message) => typeof message !== 'object' || message === null)
  if (stranger !== -1) throw invalid(`messages[${stranger}] must be an object { role, content }`)
  return rawAt(text, ['messages']) ?? '[]'
}

function optionsIn({ fields }: JsonBody): CompressOptions {
  const config = objectIn(fields['config'], 'config')
  return withoutAbsent({
    model: expectText(fields['model'], 'model'),
    tokenBudget: fields['token_budget'],
    compressUser: config['compress_user_messages'],
    recall: fields['recall'],
    preset: fields['preset'],
    query: fields['query'],
  })
}

/** Types of what is left are checked by the engine, which names what is wrong. */
interface Words {
  readonly model: string
  readonly tokenBudget: unknown
  readonly compressUser: unknown
  readonly recall: unknown
  readonly preset: unknown
  readonly query: unknown
}

function withoutAbsent(words: Words): CompressOptions {
  const present = Object.entries(words).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(present)
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

function answer(result: CompressBodyResult): Response {
  const { body, tokensBefore, tokensAfter, tokensSaved, compressionRatio } = result
  return withMessages(body, {
    tokens_before: tokensBefore,
    tokens_after: tokensAfter,
    tokens_saved: tokensSaved,
    compression_ratio: compressionRatio,
    transforms_applied: result.transformsApplied,
    transforms_summary: summaryOf(result),
    ccr_hashes: result.ccrHashes,
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
