import { isRecord, type Message } from './frame.ts'

/** A request whose answer may be changed. */
export interface PendingCall {
  readonly method: string
  readonly params: Message
  /** Aborted when the client does not want the answer any more. */
  readonly signal: AbortSignal
}

/** Requests remembered at once; of a server that never answers the oldest are forgotten. */
const MOST = 10_000

interface Held extends PendingCall {
  readonly control: AbortController
}

/** The requests under way, by the client's ids. */
export class PendingCalls {
  readonly #calls = new Map<string, Held>()

  get size(): number {
    return this.#calls.size
  }

  add(id: unknown, method: string, params: unknown): PendingCall {
    const control = new AbortController()
    const { signal } = control
    const call = { method, params: isRecord(params) ? params : {}, signal, control }
    this.#calls.set(JSON.stringify(id), call)
    const [oldest] = this.#calls.keys()
    if (this.#calls.size > MOST && oldest !== undefined) this.#calls.delete(oldest)
    return call
  }

  /** The request, until its answer has gone to the client. */
  get(id: unknown): PendingCall | undefined {
    return this.#calls.get(JSON.stringify(id))
  }

  settle(id: unknown): void {
    this.#calls.delete(JSON.stringify(id))
  }

  cancel(id: unknown): void {
    this.#calls.get(JSON.stringify(id))?.control.abort()
    this.settle(id)
  }

  cancelAll(): void {
    for (const { control } of this.#calls.values()) control.abort()
    this.#calls.clear()
  }
}
