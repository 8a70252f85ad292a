import { EngineError, isEngineError, type Preset } from '../../engine/index.ts'
import { ClientSide, isBypassed, isConversationAt } from '../../proxy/client-side.ts'
import { type DoorOptions, headroomFor, type OpenHeadroom } from '../door-options.ts'
import { Errand, withoutOwn } from './errand.ts'
import { localHeadroom } from './local-headroom.ts'
import {
  type Fetch,
  headOf,
  type Outgoing,
  type OutgoingHead,
  outgoingOf,
  withHeaders,
} from './outgoing.ts'

/** What `wrapFetch` and `withHeadroom` take. */
export interface FetchOptions extends Pick<DoorOptions, 'headroom' | 'onReport' | 'preset'> {
  /** Tools whose results are left as they are, by name; `*` stands for any letters. */
  readonly excludeTools?: readonly string[]
  /**
   * Appends `headroom_retrieve` to requests that have tools, and answers it within their answers; without it only
   * packers work. Default true.
   */
  readonly inject?: boolean
}

/** Any runtime's or SDK's idea of `fetch`. */
export type AnyFetch = (input: never, init?: never) => Promise<unknown>

/** Characters of conversations that are remembered, so that they are not worked out again. */
const ROOM = 16 << 20

/**
 * `fetch` that makes smaller what goes to a provider: conversations for OpenAI's chat and responses, Anthropic's
 * messages and Gemini's generateContent, wherever they are served. All else passes as it was given.
 */
export function wrapFetchOn(
  open: OpenHeadroom,
): <Given extends AnyFetch>(fetch: Given, options?: FetchOptions) => Given {
  return <Given extends AnyFetch>(given: Given, options: FetchOptions = {}): Given => {
    check(given, options)
    const headroom = headroomFor(options, open)
    const client = new ClientSide({
      openHeadroom: async () => localHeadroom(await headroom()),
      flags: flagsOf(options),
      room: ROOM,
    })
    const fetch = given as unknown as Fetch
    const wrapped: Fetch = async (...asked) => {
      const head = headOf(...asked)
      if (head === undefined || !isConversationAt(head.url) || isSigned(head.headers))
        return await fetch(...asked)
      return await sent({ head, asked, fetch, client, options })
    }
    return wrapped as unknown as Given
  }
}

interface Asked {
  readonly head: OutgoingHead
  readonly asked: Parameters<Fetch>
  readonly fetch: Fetch
  readonly client: ClientSide
  readonly options: FetchOptions
}

async function sent({ head, asked, fetch, client, options }: Asked): Promise<Response> {
  if (isBypassed(head.headers)) return await fetch(...withHeaders(asked, withoutOwn(head.headers)))
  const outgoing = outgoingIn(asked)
  if (outgoing === undefined) return await fetch(...asked)
  const bytes = await bytesOf(outgoing)
  const errand = new Errand(head.url, { fetch, outgoing, bytes }, options.onReport)
  if (bytes.byteLength > client.largestBody) return await errand.sendAsItCame()
  try {
    return errand.responseFor(await client.answer(errand))
  } catch (error) {
    errand.release()
    if (errand.failure !== undefined) throw errand.failure.error
    if (errand.signal.aborted) throw errand.signal.reason
    if (isEngineError(error) && error.code === 'bad-options') throw error
    return await errand.sendAsItCame()
  }
}

/** `undefined` for what `fetch` refuses in its own words, and for what no conversation comes in. */
function outgoingIn([input, init]: Parameters<Fetch>): Outgoing | undefined {
  const isStopped = init?.signal?.aborted ?? (input instanceof Request && input.signal.aborted)
  if (isStopped) return undefined
  try {
    return outgoingOf(input, init)
  } catch {
    return undefined
  }
}

/** The body, unless the caller goes meanwhile. What breaks it off is told as `fetch` tells it. */
async function bytesOf({ bytes, signal }: Outgoing): Promise<Uint8Array> {
  let stop = (): void => undefined
  const gone = new Promise<never>((_, reject) => {
    stop = () => reject(signal?.reason)
    signal?.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([bytes, gone])
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw new TypeError('fetch failed', { cause: error })
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** Headers that hold for the very bytes of a body, which must then stay as they are. */
const SEALS: readonly string[] = [
  'content-digest',
  'content-md5',
  'digest',
  'repr-digest',
  'signature',
  'x-amz-content-sha256',
]

/** True for a request of which another body would be refused. */
function isSigned(headers: Headers): boolean {
  const authorization = headers.get('authorization') ?? ''
  return authorization.startsWith('AWS4-') || SEALS.some((name) => headers.has(name))
}

const PRESETS: readonly Preset[] = ['safe', 'balanced', 'aggressive']
const KNOWN: readonly string[] = ['excludeTools', 'headroom', 'inject', 'onReport', 'preset']

/** Throws for what is asked for wrongly, at once. */
function check(fetch: unknown, options: FetchOptions): void {
  if (typeof fetch !== 'function') throw wrong('the first argument must be a fetch')
  const stranger = Object.keys(options).find((name) => !KNOWN.includes(name))
  if (stranger !== undefined) {
    throw wrong(`there is no option ${stranger}; there are ${KNOWN.join(', ')}`)
  }
  const { preset, inject, excludeTools } = options
  if (preset !== undefined && !PRESETS.includes(preset)) {
    throw wrong(`preset must be one of ${PRESETS.join(', ')}`)
  }
  if (inject !== undefined && typeof inject !== 'boolean') throw wrong('inject must be a boolean')
  if (excludeTools !== undefined && !Array.isArray(excludeTools)) {
    throw wrong('excludeTools must be a list of tool names')
  }
}

function wrong(words: string): EngineError {
  return new EngineError('bad-options', `wrapFetch: ${words}`)
}

function flagsOf({ preset, inject, excludeTools }: FetchOptions): Record<string, string> {
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(inject === undefined ? {} : { inject: String(inject) }),
    ...(excludeTools === undefined ? {} : { 'exclude-tools': excludeTools.join(',') }),
  }
}
