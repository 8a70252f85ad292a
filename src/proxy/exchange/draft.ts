import type { BodyFacts, CompressBodyResult, Headroom } from '../../engine/index.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { appendTool } from '../recall/append-tool.ts'
import { withPending } from '../recall/recall-formats.ts'
import { textOf } from '../request/body-text.ts'
import type { Format } from '../upstream/route-of.ts'
import type { KnownConversation } from './conversations.ts'
import type { Errand } from './errand.ts'
import { isBypassed, type Mode, modeOf } from './mode.ts'
import { rewrite } from './rewrite.ts'

/** A request whose body is a conversation. */
export interface Conversing extends Errand {
  readonly format: Format
  /** True where the model answers; `false` where tokens are only counted. */
  readonly answers: boolean
}

/** What will be sent, and why. */
export interface Draft {
  readonly bytes: Uint8Array
  /** False where they are the very bytes that came, in their own encoding. */
  readonly changed: boolean
  readonly mode: Mode
  /** Names the conversation; absent where the body could not be read. */
  readonly conversation?: string
  readonly model: string
  readonly result?: CompressBodyResult
  /** Present where our tool was appended, so that private calls in the answer are ours to answer. */
  readonly recall?: Recalling
  /** What kept it from being compressed, where it should have been. */
  readonly failure?: string
}

/** What answering private calls needs of the request. */
export interface Recalling {
  readonly headroom: Headroom
  /** The body as it is sent. */
  readonly body: string
}

/** Works out what to send for a body. Only a body that is too large throws. */
export async function draftOf(
  conversing: Conversing,
  bytes: Uint8Array,
  desk: ProxyDesk,
): Promise<Draft> {
  const asItCame = { bytes, changed: false, model: modelInPath(conversing.caller.path) }
  const { headers } = conversing.request
  if (isBypassed(headers)) return { ...asItCame, mode: 'bypass' }
  const { host, settings } = desk
  const { project } = conversing.caller
  const largest = settings.values.largestBody
  const read = await textOf(bytes, headers.get('content-encoding'), { host, largest })
  if ('unread' in read) return { ...asItCame, mode: 'on', failure: read.unread }
  try {
    const facts = await (await host.headroomFor(project)).inspectBody(read.text)
    if (facts === undefined) return { ...asItCame, mode: 'on', failure: 'no-conversation' }
    const conversation = `${project}/${conversing.format}/${facts.root}`
    const headroom = await host.headroomFor(project, conversation)
    const reading = { conversing, conversation, headroom, facts, text: read.text }
    return await decideBody(reading, { ...asItCame, model: facts.model || asItCame.model }, desk)
  } catch (error) {
    if (conversing.request.signal.aborted) throw error
    host.log({ event: 'compression failed', error: nameOf(error) })
    return { ...asItCame, mode: 'on', failure: 'failed' }
  }
}

interface Reading {
  readonly conversing: Conversing
  /** Its name. */
  readonly conversation: string
  readonly headroom: Headroom
  readonly facts: BodyFacts
  readonly text: string
}

async function decideBody(
  reading: Reading,
  asItCame: Pick<Draft, 'bytes' | 'changed' | 'model'>,
  desk: ProxyDesk,
): Promise<Draft> {
  const { conversing, conversation, facts } = reading
  const { request, format, provider } = conversing
  const known = await desk.conversations.find(conversation)
  const given = { headers: request.headers, format, provider, root: facts.root, isRaw: known.isRaw }
  const mode = modeOf(given, desk.settings.values)
  const plain = { ...asItCame, mode, conversation }
  if (mode !== 'on' && mode !== 'observe') return plain
  const full = withOurs(reading, known, desk)
  const { text, result, failure } = await compressed({ ...reading, ...full }, known, desk)
  const outcome = {
    ...(result === undefined ? {} : { result }),
    ...(failure === undefined ? {} : { failure }),
  }
  const sent = failure === undefined ? text : reading.text
  if (mode === 'observe' || sent === reading.text) return { ...plain, ...outcome }
  const { headroom } = reading
  const recall = full.isInjected ? { recall: { headroom, body: sent } } : {}
  return { ...plain, ...outcome, ...recall, bytes: new TextEncoder().encode(sent), changed: true }
}

/**
 * The body with what is ours: private calls of earlier turns in their places, and our tool last in the
 * list. Both depend on the request and the conversation's own past alone, so no prefix changes.
 */
function withOurs(
  { conversing, text }: Reading,
  { pending }: KnownConversation,
  { settings }: ProxyDesk,
): { readonly text: string; readonly isInjected: boolean } {
  const { format } = conversing
  if (!settings.values.inject || !isReadable(conversing)) return { text, isInjected: false }
  const complete = pending.reduce((body, one) => withPending(body, format, one), text)
  const injected = appendTool(complete, format)
  return { text: injected ?? complete, isInjected: injected !== undefined }
}

/** Gemini streams one JSON array unless it is asked for events; only whole it could be read. */
function isReadable({ caller }: Conversing): boolean {
  return !caller.path.endsWith(':streamGenerateContent') || /[?&]alt=sse(?:&|$)/.test(caller.query)
}

async function compressed(
  { conversing, headroom, facts, text }: Reading,
  conversation: KnownConversation,
  { settings }: ProxyDesk,
): Promise<Awaited<ReturnType<typeof rewrite>>> {
  const { signal } = conversing.request
  return await rewrite(text, { headroom, settings: settings.values, facts, conversation, signal })
}

/** Gemini and Vertex name the model in the path. */
function modelInPath(path: string): string {
  return /\/models\/([^/:]+):/.exec(path)?.[1] ?? ''
}

/** Messages of errors may quote what was being read. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
