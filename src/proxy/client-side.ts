import { type CompressReport, EngineError, memoryStore, type Preset } from '../engine/index.ts'
import { ask, askingOn } from './exchange/asking.ts'
import { Conversations } from './exchange/conversations.ts'
import { type Draft, type Drafting, draftOf } from './exchange/draft.ts'
import { presetIn } from './exchange/preset-header.ts'
import { answered, Bill } from './exchange/recalling.ts'
import type { SomeHeaders } from './header-list.ts'
import type { ExchangeHeadroom, ExchangeHost, UpstreamAnswer, UpstreamRequest } from './host.ts'
import { RetrievalLog } from './operations/retrieval-log.ts'
import { Steps } from './operations/steps.ts'
import type { ExchangeDesk } from './proxy-desk.ts'
import { LiveSettings } from './settings/live-settings.ts'
import type { Gone } from './stop.ts'
import { knownPathIn } from './upstream/known-path.ts'
import { type Format, type Route, routeOf } from './upstream/route-of.ts'

export { chunksOf, streamOf } from './chunks.ts'
export { isBypassed } from './exchange/mode.ts'
export type { ExchangeHeadroom, UpstreamAnswer, UpstreamRequest } from './host.ts'
export { abortSignalOf, Stop } from './stop.ts'

/** A request of a client that speaks to its provider itself. */
export interface OwnRequest {
  /** The whole address, which is where it goes. */
  readonly url: string
  readonly headers: SomeHeaders
  readonly bytes: Uint8Array
  /** Fires when the client wants no answer any more. */
  readonly signal: Gone
  /** Sends it, as it came or otherwise; more than once where private calls are answered. */
  send(asked: UpstreamRequest): Promise<UpstreamAnswer>
  /** Told before anything is sent whether the answer may hold private calls, and what was done. */
  drafted(mayRecall: boolean, report: CompressReport | undefined): void
}

/** What all requests of one client have in common. */
export interface ClientSideOptions {
  /** Opens the engine, or gives the one that is open. */
  readonly openHeadroom: () => Promise<ExchangeHeadroom>
  /** Settings by flag, as the proxy knows them. */
  readonly flags: Readonly<Record<string, string | undefined>>
  /** Characters of conversations that are remembered. */
  readonly room: number
}

/** Seconds: a client that sends its requests itself says by itself how long it waits. */
const LONGEST = String(24 * 60 * 60)

/** What the proxy does with a conversation, for a client that speaks to its provider itself. */
export class ClientSide {
  readonly #desk: Omit<ExchangeDesk, 'host'>
  readonly #host: Omit<ExchangeHost, 'send' | 'headroomFor'>
  readonly #openHeadroom: ClientSideOptions['openHeadroom']
  /** True where a preset is set, in the place of the headroom's own. */
  readonly #isPressed: boolean

  /** Throws `EngineError('bad-options')` for a bad flag. */
  constructor({ openHeadroom, flags, room }: ClientSideOptions) {
    const store = memoryStore()
    this.#openHeadroom = openHeadroom
    this.#isPressed = flags['preset'] !== undefined
    this.#host = {
      openStore: async () => store,
      decode: async () => undefined,
      now: () => performance.now(),
      log: () => undefined,
    }
    this.#desk = {
      settings: new LiveSettings({ flags: { 'request-timeout-seconds': LONGEST, ...flags } }),
      stats: { retrievals: new RetrievalLog(), changedUnderWay: 0 },
      conversations: new Conversations(this.#host.openStore, room),
    }
  }

  /** Bytes of a body that is read. */
  get largestBody(): number {
    return this.#desk.settings.values.largestBody
  }

  /**
   * The provider's answer, private calls answered within it; the very object that `send` gave where there can be
   * none. Rejects with `EngineError('bad-options')` for a header of ours that says what there is not, and where
   * `send` does.
   */
  async answer(request: OwnRequest): Promise<UpstreamAnswer> {
    const { url, bytes } = request
    const drafting = draftingOf(request, new Steps(this.#host.now))
    const isPressed = this.#isPressed || drafting.preset !== undefined
    const host: ExchangeHost = {
      ...this.#host,
      headroomFor: async () => {
        const headroom = await this.#openHeadroom()
        return isPressed ? headroom : unpressed(headroom)
      },
      send: async (asked) => await request.send(asked),
    }
    const desk = { ...this.#desk, host }
    const draft = await draftOf(drafting, bytes, desk)
    request.drafted(mayRecall(draft, drafting), draft.result?.report)
    const asking = { url: new URL(url), original: bytes, desk }
    const { answer, wasRefused } = await ask(drafting, draft, asking)
    if (draft.conversation !== undefined) desk.conversations.settle(draft.conversation)
    if (wasRefused || answer.status !== 200 || !mayRecall(draft, drafting)) return answer
    const bill = new Bill(wasRefused)
    const again = askingOn(drafting, draft, asking)
    return await answered(answer, { conversing: drafting, draft, bill, desk, ...again })
  }
}

/** True for an address where a POST is a conversation. */
export function isConversationAt(url: URL): boolean {
  return knownPathIn(url.pathname) !== undefined
}

/** Where nobody tells projects apart. */
const PROJECT = 'default'

function draftingOf({ url, headers, bytes, signal }: OwnRequest, steps: Steps): Drafting {
  const { pathname, search: query } = new URL(url)
  const path = knownPathIn(pathname) ?? pathname
  const head = { method: 'POST', url, headers }
  const { provider, answers, format } = knownRoute(routeOf(head, path))
  return {
    request: { ...head, signal, bytes: async () => bytes },
    caller: { path, query, project: PROJECT },
    provider,
    format,
    answers,
    preset: presetOf(headers),
    steps,
    leave: () => undefined,
    hold: () => undefined,
  }
}

function knownRoute({ format, ...route }: Route): Route & { readonly format: Format } {
  if (format === undefined) throw new EngineError('bad-body', 'the address is of no conversation')
  return { ...route, format }
}

function presetOf(headers: SomeHeaders): Preset | undefined {
  try {
    return presetIn(headers)
  } catch (error) {
    throw new EngineError('bad-options', error instanceof Error ? error.message : String(error))
  }
}

/** The same with the preset that it was opened with. */
function unpressed(headroom: ExchangeHeadroom): ExchangeHeadroom {
  return {
    compressRead: async (body, { preset: _preset, ...options } = {}) =>
      await headroom.compressRead(body, options),
    retrieve: async (...asked) => await headroom.retrieve(...asked),
  }
}

/** Counts of tokens hold no calls. */
function mayRecall({ recall }: Draft, { answers }: Drafting): boolean {
  return recall !== undefined && answers
}
