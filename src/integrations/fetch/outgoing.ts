/** `fetch`, as every runtime has it and every SDK takes it. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** What of a request is sent otherwise than it was given. */
export interface Sending {
  readonly headers: Headers
  readonly body: Uint8Array
  readonly signal: AbortSignal | undefined
}

/** A request as it was given to `fetch`, to be read once and sent as often as is needed. */
export interface Outgoing {
  readonly signal: AbortSignal | undefined
  /** Headers that come of the body's type among them. */
  readonly headers: Headers
  /** Its body; rejects where the body's own source does. */
  readonly bytes: Promise<Uint8Array>
  send(fetch: Fetch, sending: Sending): Promise<Response>
}

/** What of a request says what it is. */
export interface OutgoingHead {
  readonly url: URL
  readonly headers: Headers
}

/** Relative addresses are resolved by `fetch` itself; here their paths are looked at alone. */
const ANYWHERE = 'http://relative.invalid'

/** The head of a POST with a body; `undefined` for all else, and for what `fetch` is to refuse in its own words. */
export function headOf(input: unknown, init: RequestInit = {}): OutgoingHead | undefined {
  const request = input instanceof Request ? input : undefined
  if (request === undefined && typeof input !== 'string' && !(input instanceof URL))
    return undefined
  const method = init.method ?? request?.method ?? 'GET'
  const body = init.body ?? request?.body
  if (method.toUpperCase() !== 'POST' || body === null) return undefined
  try {
    return {
      url: new URL(request?.url ?? String(input), ANYWHERE),
      headers: new Headers(init.headers ?? request?.headers),
    }
  } catch {
    return undefined
  }
}

/**
 * The request to be read and sent; `undefined` where its body is of a kind that no conversation comes in. What it
 * throws for, `fetch` would refuse.
 */
export function outgoingOf(
  input: string | URL | Request,
  init: RequestInit = {},
): Outgoing | undefined {
  if (input instanceof Request || !isPlain(init)) return outgoingRequest(input, init)
  const { body } = init
  if (!isReadable(body)) return undefined
  const carrier = new Response(isView(body) ? new Uint8Array(copied(body)) : body)
  const headers = new Headers(init.headers)
  const type = carrier.headers.get('content-type')
  // Bytes have none of their own.
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type)
  const given = { ...init }
  const bytes = carrier.arrayBuffer().then((buffer) => new Uint8Array(buffer))
  return {
    signal: init.signal ?? undefined,
    headers,
    bytes,
    send: async (fetch, { headers: sent, body: content, signal }) => {
      const fields = { ...given, headers: sent, body: content as BodyInit }
      return await fetch(input, signal === undefined ? fields : { ...fields, signal })
    },
  }
}

function outgoingRequest(input: string | URL | Request, init: RequestInit): Outgoing {
  const request = new Request(input, init)
  const rest = isPlain(init) ? beyondRequest(init) : undefined
  return {
    signal: request.signal,
    headers: new Headers(request.headers),
    // The request itself stays to be sent from.
    bytes: request
      .clone()
      .arrayBuffer()
      .then((buffer) => new Uint8Array(buffer)),
    send: async (fetch, { headers, body, signal }) => {
      const fields = { headers, body: body as BodyInit }
      const next = new Request(request, signal === undefined ? fields : { ...fields, signal })
      return await (rest === undefined ? fetch(next) : fetch(next, rest))
    },
  }
}

/** What a runtime takes beside a request that can't be within one, such as undici's `dispatcher`. */
function beyondRequest(init: RequestInit): RequestInit | undefined {
  const { method: _m, headers: _h, body: _b, signal: _s, ...others } = init
  return Object.keys(others).length === 0 ? undefined : others
}

/** The same call with other headers. */
export function withHeaders(
  [input, init = {}]: Parameters<Fetch>,
  headers: Headers,
): Parameters<Fetch> {
  return isPlain(init) ? [input, { ...init, headers }] : [new Request(input, init), { headers }]
}

/** Members of an object with a class are read one by one by `fetch`, and lost when it is copied. */
function isPlain(init: object): boolean {
  const prototype = Object.getPrototypeOf(init)
  return prototype === Object.prototype || prototype === null
}

type Readable = string | Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>

/** Forms and parameters are no JSON. */
function isReadable(body: unknown): body is Readable {
  return (
    typeof body === 'string' ||
    body instanceof Blob ||
    body instanceof ReadableStream ||
    body instanceof ArrayBuffer ||
    isView(body)
  )
}

function isView(body: unknown): body is ArrayBufferView {
  return ArrayBuffer.isView(body)
}

/** What its owner changes after the call is not what was given. */
function copied({ buffer, byteOffset, byteLength }: ArrayBufferView): ArrayBuffer {
  return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer
}
