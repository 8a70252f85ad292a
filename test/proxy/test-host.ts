import { expect } from 'vitest'
import { type LocalHeadroom, memoryStore } from '../../src/engine/index.ts'
import {
  createApp,
  decompress,
  type ProxyApp,
  type ProxyHost,
  type UpstreamAnswer,
  type UpstreamRequest,
} from '../../src/proxy/index.ts'

/** Where the app under test believes to be. */
export const BASE = 'http://127.0.0.1:8787'

/** A host without a runtime: what is not given may not be asked for. */
export function hostWith(parts: Partial<ProxyHost> = {}): ProxyHost {
  const store = memoryStore()
  return {
    name: 'node',
    headroomFor: async () => headroomWith({}),
    openStore: async () => store,
    send: async () => expect.unreachable(),
    decode: decompress,
    countTokens: async (text) => Math.ceil(text.length / 4),
    now: () => performance.now(),
    date: () => Date.now(),
    log: () => undefined,
    ...parts,
  }
}

/** A headroom of which only some methods may be called. */
export function headroomWith(parts: Partial<LocalHeadroom>): LocalHeadroom {
  const absent = async (): Promise<never> => expect.unreachable()
  return {
    compress: absent,
    compressBody: absent,
    compressRead: absent,
    decideRead: absent,
    inspectBody: absent,
    retrieve: absent,
    close: absent,
    ...parts,
  }
}

/** The app over a host, set by variables. */
export function appOn(
  host: Partial<ProxyHost>,
  environment: Readonly<Record<string, string>> = {},
): ProxyApp {
  return createApp({ host: hostWith(host), settings: { environment } })
}

/** An upstream that answers every request in the same way, and keeps what it was asked. */
export function upstream(
  answer: (asked: UpstreamRequest, count: number) => Partial<UpstreamAnswer> = () => ({}),
): { readonly asked: UpstreamRequest[]; readonly send: ProxyHost['send'] } {
  const asked: UpstreamRequest[] = []
  return {
    asked,
    send: async (request) => {
      asked.push(request)
      const headers = new Headers({ 'content-type': 'application/json' })
      const body = streamOf('{}')
      return { status: 200, headers, body, decoded: false, ...answer(request, asked.length) }
    },
  }
}

/** A text, or bytes, in chunks. */
export function streamOf(...chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      }
      controller.close()
    },
  })
}

/** The bytes that an upstream was sent. */
export async function bytesSent({ body }: UpstreamRequest): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  return new Uint8Array(await new Response(body ?? null).arrayBuffer())
}

/** Posts a body; objects as JSON. */
export async function post(
  app: ProxyApp,
  path: string,
  given: { readonly body: unknown; readonly headers?: Readonly<Record<string, string>> },
): Promise<Response> {
  const { body, headers = {} } = given
  const raw = typeof body === 'string' || body instanceof Uint8Array
  const sent = (raw ? body : JSON.stringify(body)) as BodyInit
  return await app.fetch(new Request(BASE + path, { method: 'POST', body: sent, headers }))
}
