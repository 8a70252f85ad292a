import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { gunzipSync } from 'node:zlib'
import { type Asked, type ScriptedUpstream, startUpstream } from '../../proxy/scripted-upstream.ts'
import type { ProxyUnderTest, StartProxy } from '../proxy.ts'

/** How an upstream answers the n-th request (from 0) of one exchange. */
export type Plan = (outgoing: ServerResponse, round: number, asked: Asked) => unknown

/** What is sent, and what its upstream does about it. */
export interface Sending {
  readonly plan?: Plan
  readonly method?: string
  readonly body?: string | Buffer
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** On a connection that nothing else goes over. */
  readonly isAlone?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly rawHeaders: readonly string[]
  readonly bytes: Buffer
  readonly text: string
  /** False where the connection broke before the answer's end. */
  readonly isWhole: boolean
}

/** A proxy between many clients at once and an upstream that does for each what its own plan says. */
export interface Bench {
  readonly proxy: ProxyUnderTest
  readonly upstream: ScriptedUpstream
  /** Begins to ask; the body is for the caller to send. */
  begin(path: string, sending?: Sending): { readonly outgoing: ClientRequest }
  /** Sends and waits for the answer's head. */
  open(path: string, sending?: Sending): Promise<IncomingMessage>
  /** Sends and waits for all of the answer. */
  send(path: string, sending?: Sending): Promise<Answer>
  stop(): Promise<void>
}

/** Names an exchange on its way: a header that no proxy knows, which it therefore passes. */
const EXCHANGE = 'x-exchange'

export async function startBench(start: StartProxy): Promise<Bench> {
  const plans = new Map<string, { readonly plan: Plan; round: number }>()
  const upstream = await startUpstream()
  upstream.answer = async (asked, outgoing) => {
    upstream.asked.length = 0
    const planned = plans.get(String(asked.headers[EXCHANGE]))
    if (planned === undefined) return outgoing.end('{}')
    return await planned.plan(outgoing, planned.round++, asked)
  }
  const proxy = await start(upstream.url)
  const agent = new Agent({ keepAlive: true, maxSockets: 2000 })
  let count = 0
  const begin: Bench['begin'] = (path, sending = {}) => {
    const { plan, method = 'POST', headers = {}, isAlone = false } = sending
    const name = String(count++)
    if (plan !== undefined) plans.set(name, { plan, round: 0 })
    const outgoing = request(proxy.base + path, {
      method,
      agent: isAlone ? false : agent,
      headers: { ...headers, [EXCHANGE]: name } as Record<string, string>,
    })
    outgoing.on('error', () => undefined)
    return { outgoing }
  }
  const open: Bench['open'] = async (path, sending = {}) => {
    const { outgoing } = begin(path, sending)
    outgoing.end(sending.body)
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    return incoming
  }
  const send: Bench['send'] = async (path, sending) => {
    const answer = open(path, sending).then(answerOf)
    if (proxy.breaksOff) return await answer
    // Under load the tool before workerd closes connections that wait, and blames the worker.
    const tried = await answer.catch(() => undefined)
    const isLost = tried === undefined || plainTextOf(tried).startsWith('Your worker restarted')
    return isLost ? await answerOf(await open(path, { ...sending, isAlone: true })) : tried
  }
  return {
    proxy,
    upstream,
    begin,
    open,
    send,
    stop: async () => {
      agent.destroy()
      await proxy.stop()
      await upstream.stop()
    },
  }
}

/** The same tool encodes what it says itself. */
function plainTextOf({ headers, status, bytes, text }: Answer): string {
  const isEncoded = status >= 500 && headers['content-encoding'] === 'gzip'
  return isEncoded ? gunzipSync(bytes).toString() : text
}

/** All of an answer, however it ends. */
export async function answerOf(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise<void>((resolve) => {
    incoming.on('close', resolve)
    incoming.on('error', () => resolve())
  })
  const { statusCode = 0, headers, rawHeaders, complete } = incoming
  const bytes = Buffer.concat(chunks)
  return {
    status: statusCode,
    headers,
    rawHeaders,
    bytes,
    text: bytes.toString(),
    isWhole: complete,
  }
}

/** Does something about each, so many at once. */
export async function inParallel<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
  atOnce = 40,
): Promise<void> {
  const left = all[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (const one of left) await work(one)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker))
}

export function digest(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Long enough that what was written before has been read, most of the time. */
export async function moment(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2))
}
