import { Buffer } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Dispatcher } from 'undici'
import {
  AnswerWatch,
  answerPairs,
  answerTo,
  type PassPlan,
  RequestError,
  requestPairs,
} from '../../proxy/index.ts'
import { giveAnswer } from './give-answer.ts'
import { pairsOf, type RawHeader } from './raw-head.ts'
import { breakAnswerOff, flushHead } from './stream-answer.ts'
import { textsOf } from './upstream-body.ts'

/** A request that is left alone, and where its answer goes. */
export interface Relaying {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly plan: PassPlan
}

/**
 * Moves a request to its upstream and the answer back, chunk by chunk on Node's own streams: neither side
 * is read faster than the other writes, what breaks off breaks off, and a client that goes lets the
 * upstream go.
 */
export function relay(relaying: Relaying, dispatcher: Dispatcher): void {
  const { incoming, plan } = relaying
  const { url } = plan
  dispatcher.dispatch(
    {
      origin: url.origin,
      path: url.pathname + url.search,
      method: (incoming.method ?? 'GET') as Dispatcher.HttpMethod,
      headers: headersFor(incoming),
      body: hasBody(incoming) ? incoming : null,
    },
    new Relay(relaying),
  )
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

function headersFor({ rawHeaders, headers }: IncomingMessage): string[] {
  const pairs = requestPairs(pairsOf(rawHeaders), headers.connection ?? null)
  const length = headers['content-length']
  const sent: RawHeader[] =
    length === undefined ? [...pairs] : [...pairs, ['content-length', length]]
  return sent.flat()
}

/** One answer on its way to the client. */
class Relay implements Dispatcher.DispatchHandler {
  readonly #outgoing: ServerResponse
  readonly #plan: PassPlan
  readonly #late: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | undefined
  #watch: AnswerWatch | undefined
  #held: Buffer[] = []
  /** True once something of the body has been written, or its end. */
  #hasBegun = false
  #isGone = false
  #isLate = false
  #hasLeft = false

  constructor({ outgoing, plan }: Relaying) {
    this.#outgoing = outgoing
    this.#plan = plan
    this.#late = setTimeout(() => {
      this.#isLate = true
      this.#giveUp(new Error('late'))
    }, plan.timeout)
    outgoing.once('close', () => this.#letGo())
    outgoing.on('drain', () => this.#controller?.resume())
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isGone || this.#isLate) controller.abort(new Error('not wanted any more'))
  }

  onResponseStart(
    { rawHeaders }: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    // What comes before the answer is for the connection to the upstream.
    if (status < 200) return
    clearTimeout(this.#late)
    const get = (name: string): string | null => headers[name]?.toString() ?? null
    const head = { get, has: (name: string) => name in headers }
    this.#watch = new AnswerWatch(this.#plan.observing({ status, headers: head, decoded: false }))
    const pairs = answerPairs(pairsOf(textsOf(rawHeaders)), get('connection'))
    this.#outgoing.writeHead(status, pairs.flat())
    flushHead(this.#outgoing, () => this.#hasBegun)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#held.length === 0) process.nextTick(() => this.#giveOn())
    this.#hasBegun = true
    this.#held.push(chunk)
  }

  /** Gives on what came together, as one: many small chunks cost many small writes. */
  #giveOn(): void {
    const [only] = this.#held
    if (only === undefined) return
    const all = this.#held.length === 1 ? only : Buffer.concat(this.#held)
    this.#held = []
    this.#watch?.take(all)
    if (!this.#outgoing.write(all)) this.#controller?.pause()
  }

  onResponseEnd(): void {
    this.#hasBegun = true
    this.#giveOn()
    this.#outgoing.end()
    this.#watch?.end('complete')
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#late)
    if (this.#watch !== undefined) {
      this.#giveOn()
      void breakAnswerOff(this.#outgoing)
      this.#watch.end(this.#isGone ? 'cancelled' : 'cut')
      return
    }
    this.#refuse(error)
  }

  /** While it waits for a connection there is nothing to abort; it is when it has one. */
  #giveUp(error: Error): void {
    if (this.#controller === undefined) this.#refuse(error)
    else this.#controller.abort(error)
  }

  /** There is no answer; said once. */
  #refuse(error: Error): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.#plan.leave()
    if (!this.#isGone) void giveAnswer(answerTo(this.#refusal(error)), this.#outgoing)
  }

  #refusal(error: Error): RequestError {
    const { timeout } = this.#plan
    if (this.#isLate)
      return new RequestError(504, 'upstream_timeout', `no answer within ${timeout} ms`)
    const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
    return new RequestError(502, 'upstream_unreachable', `the upstream could not be reached${code}`)
  }

  #letGo(): void {
    clearTimeout(this.#late)
    if (this.#outgoing.writableFinished) return
    this.#isGone = true
    this.#giveUp(new Error('the client has gone'))
  }
}
