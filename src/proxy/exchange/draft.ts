import {
  type CompressBytesResult,
  type Preset,
  type RequestBody,
  readRequestBody,
} from '../../engine/index.ts'
import type { Hold } from '../access/gate.ts'
import { withBreakpoints } from '../cache/breakpoints.ts'
import type { ExchangeHeadroom, ExchangeHost } from '../host.ts'
import type { Steps } from '../operations/steps.ts'
import type { ExchangeDesk } from '../proxy-desk.ts'
import { withPending } from '../recall/recall-formats.ts'
import type { AskedRequest } from '../request/asked-request.ts'
import { plainBytesOf, textOf } from '../request/plain-bytes.ts'
import type { Settings } from '../settings/table.ts'
import { namedModel } from '../upstream/named-model.ts'
import type { Format } from '../upstream/route-of.ts'
import type { KnownConversation } from './conversations.ts'
import type { Errand } from './errand.ts'
import { type Mode, modeOf } from './mode.ts'
import { goesOnRaw, type Said } from './raw-marks.ts'
import { rewrite } from './rewrite.ts'

/** A request whose body is a conversation. */
export interface Conversing extends Errand {
  readonly request: AskedRequest
  /** Takes room for its bodies. */
  readonly hold: Hold
  /** As the request itself asks, in the place of what is set. */
  readonly preset: Preset | undefined
  readonly format: Format
  /** True where the model answers; `false` where tokens are only counted. */
  readonly answers: boolean
}

/** A conversation, and the watch over the steps of its request. */
export interface Drafting extends Conversing {
  readonly steps: Steps
}

/** What will be sent, and why. */
export interface Draft {
  readonly bytes: Uint8Array
  /** False where they are the very bytes that came, in their own encoding. */
  readonly changed: boolean
  readonly mode: Mode
  /** Names the conversation; absent where the body could not be read. */
  readonly conversation?: string
  /** What the client said in it; absent where the body could not be read. */
  readonly said?: Said
  readonly model: string
  readonly result?: CompressBytesResult
  /** Present where our tool was appended, so that private calls in the answer are ours to answer. */
  readonly recall?: Recalling
  /** What kept it from being compressed, where it should have been. */
  readonly failure?: string
}

/** What answering private calls needs of the request. */
export interface Recalling {
  readonly headroom: ExchangeHeadroom
  /** The text of the body as it is sent. */
  readonly body: () => string
}

/** Works out what to send for a body. Only one that is too large, or for which there is no room, throws. */
export async function draftOf(
  conversing: Drafting,
  bytes: Uint8Array,
  desk: ExchangeDesk,
): Promise<Draft> {
  const asItCame = { bytes, changed: false, model: modelInPath(conversing.caller.path) }
  const { headers } = conversing.request
  const { host, settings } = desk
  const { project } = conversing.caller
  const largest = settings.values.largestBody
  const read = await plainBytesOf(bytes, headers.get('content-encoding'), { host, largest })
  conversing.steps.end('decode')
  if ('unread' in read) return { ...asItCame, mode: 'on', failure: read.unread }
  if (read.plain !== bytes) conversing.hold(read.plain.byteLength)
  try {
    const { compressUser } = settings.values
    const body = bodyOf(read.plain, conversing, { compressUser, ...desk })
    conversing.steps.end('index')
    if (body === undefined) {
      const failure = textOf(read.plain) === undefined ? 'not-utf-8' : 'no-conversation'
      const model = namedModel(read.plain) ?? asItCame.model
      return { ...asItCame, mode: 'on', failure, model }
    }
    const { root, model } = body.facts
    const conversation = `${beginningOf(conversing)}${root}`
    const headroom = await host.headroomFor(project, conversation)
    const reading = { conversing, conversation, headroom, body, plain: read.plain }
    return await decideBody(reading, { ...asItCame, model: model || asItCame.model }, desk)
  } catch (error) {
    if (conversing.request.signal.aborted) throw error
    host.log({ event: 'compression failed', error: nameOf(error) })
    return { ...asItCame, mode: 'on', failure: 'failed' }
  }
}

/** What the names of all conversations begin with that may know each other. */
function beginningOf({ caller, format }: Conversing): string {
  return `${caller.project}/${format}/`
}

type ReadingDesk = Pick<ExchangeDesk, 'host' | 'conversations'> & Pick<Settings, 'compressUser'>

/** Reads a body, as far as it is not known from the conversation's earlier ones. */
function bodyOf(
  plain: Uint8Array,
  conversing: Conversing,
  { host, conversations, compressUser }: ReadingDesk,
): RequestBody | undefined {
  return readRequestBody(plain, {
    compressUser,
    memories: conversations.memories(beginningOf(conversing), plain),
    ...(host.isSame === undefined ? {} : { isSame: host.isSame }),
  })
}

interface Reading {
  readonly conversing: Drafting
  /** Its name. */
  readonly conversation: string
  readonly headroom: ExchangeHeadroom
  readonly body: RequestBody
  /** What the body was read from. */
  readonly plain: Uint8Array
}

async function decideBody(
  reading: Reading,
  asItCame: Pick<Draft, 'bytes' | 'changed' | 'model'>,
  desk: ExchangeDesk,
): Promise<Draft> {
  const { conversing, conversation, headroom, plain } = reading
  const { format, provider } = conversing
  const { root } = reading.body.facts
  const known = await desk.conversations.find(conversation, reading.body.facts.turns)
  const said = reading.body.conversation
  const given = { format, provider, root, isRaw: await goesOnRaw(known.raw, said) }
  const settings = settingsFor(reading, known, desk)
  const mode = modeOf(given, settings)
  const untouched = { mode, conversation, said, ...asItCame }
  if (mode !== 'on' && mode !== 'observe') return untouched
  const mayRecall = settings.inject && isReadable(conversing)
  const { compressUser } = settings
  const body = openedBody(reading, mayRecall ? known.pending : [], { compressUser, ...desk })
  const tool = mayRecall ? known.tool.in(body.frame, format) : undefined
  conversing.steps.end('tool')
  const { signal } = conversing.request
  const { preset } = conversing
  const rewriting = { headroom, settings, conversation: known, tool, signal, preset }
  const done = await rewrite(body, rewriting)
  conversing.steps.end('compress')
  if (done.result === undefined) return { ...untouched, failure: done.failure }
  const { result } = done
  const bytes = settings.cacheBreakpoints ? withMarks(result.bytes, format) : result.bytes
  if (mode === 'observe' || isSame(bytes, plain, desk.host)) return { ...untouched, result }
  const recall = tool === undefined ? {} : { recall: { headroom, body: () => textOf(bytes) ?? '' } }
  return { result, ...recall, ...untouched, bytes, changed: true }
}

/** Where a body came before, it may be the earlier one's bytes that were left unchanged. */
function isSame(one: Uint8Array, other: Uint8Array, host: ExchangeHost): boolean {
  if (one === other || one.length !== other.length) return one === other
  return host.isSame?.(one, other) ?? one.every((byte, at) => byte === other[at])
}

/** What is set for a conversation: what changes its bytes is as it was when it began. */
function settingsFor(
  { body }: Reading,
  { beginning }: KnownConversation,
  { settings, stats }: ExchangeDesk,
): Settings {
  const isLost = !beginning.isKnown && body.facts.turns > 0
  if (isLost && settings.version > 0) stats.changedUnderWay++
  return beginning.under(settings.values)
}

/**
 * The body with private calls of earlier turns in their places. They depend on the request and the
 * conversation's own past alone, so no prefix changes.
 */
function openedBody(
  { conversing, body, plain }: Reading,
  pending: KnownConversation['pending'],
  desk: ReadingDesk & Pick<ExchangeDesk, 'settings'>,
): RequestBody {
  const isRead = desk.compressUser === desk.settings.values.compressUser
  if (pending.length === 0 && isRead) return body
  const text = textOf(plain) ?? ''
  const complete = pending.reduce((all, one) => withPending(all, conversing.format, one), text)
  if (complete === text && isRead) return body
  const bytes = complete === text ? plain : new TextEncoder().encode(complete)
  return bodyOf(bytes, conversing, desk) ?? body
}

/** The same bytes where there is no place for a mark, or the client has its own. */
function withMarks(bytes: Uint8Array, format: Format): Uint8Array {
  const text = format === 'anthropic' ? textOf(bytes) : undefined
  const marked = text === undefined ? undefined : withBreakpoints(text)
  return marked === undefined ? bytes : new TextEncoder().encode(marked)
}

/** Gemini streams one JSON array unless it is asked for events; only whole it could be read. */
function isReadable({ caller }: Conversing): boolean {
  return !caller.path.endsWith(':streamGenerateContent') || /[?&]alt=sse(?:&|$)/.test(caller.query)
}

/** Gemini and Vertex name the model in the path. */
function modelInPath(path: string): string {
  return /\/models\/([^/:]+):/.exec(path)?.[1] ?? ''
}

/** Messages of errors may quote what was being read. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
