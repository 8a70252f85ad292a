import { type Signal, signal } from '@preact/signals'
import { ask, eventsIn, Refused } from './events.ts'
import { keepToken } from './token.ts'
import type { Exchange, History } from './traffic.ts'

/** How the page stands with its proxy. */
export type Link =
  | { readonly state: 'absent' }
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | { readonly state: 'lost'; readonly message: string }
  | { readonly state: 'refused' }

/** What passes through the proxy that served the page. */
export interface Live {
  readonly link: Signal<Link>
  /** The newest first. */
  readonly requests: Signal<readonly Exchange[]>
  readonly history: Signal<History | undefined>
  /** Requests of which nothing is known but that they were. */
  readonly missed: Signal<number>
  /** Listens, until the function it gives is called. */
  start(): () => void
  /** Tries again with another token. */
  enter(token: string): void
}

/** Requests that are shown. */
const MOST_SHOWN = 200
/** Milliseconds between two tries to reach the proxy: the first, and the longest. */
const FIRST_WAIT = 500
const LONGEST_WAIT = 8000
/** Milliseconds for which requests gather before the sums are asked for again. */
const GATHERING = 1000
/** Milliseconds after which they are asked for in any case: time goes on where nothing passes. */
const TICK = 30_000

/** `isServed`: whether a proxy has served the page. */
export function createLive(isServed: boolean, token: string | undefined): Live {
  return new LiveModel(isServed, token)
}

class LiveModel implements Live {
  readonly link: Signal<Link>
  readonly requests = signal<readonly Exchange[]>([])
  readonly history = signal<History | undefined>(undefined)
  readonly missed = signal(0)
  private readonly isServed: boolean
  private token: string | undefined
  private stopper: AbortController | undefined
  private isAsking = false

  constructor(isServed: boolean, token: string | undefined) {
    this.isServed = isServed
    this.token = token
    this.link = signal<Link>({ state: isServed ? 'connecting' : 'absent' })
  }

  start(): () => void {
    if (this.isServed) this.connect()
    return () => this.stopper?.abort()
  }

  enter(token: string): void {
    keepToken(token)
    this.token = token
    this.connect()
  }

  private connect(): void {
    this.stopper?.abort()
    const stopper = new AbortController()
    this.stopper = stopper
    const timer = setInterval(() => void this.readHistory(stopper.signal), TICK)
    stopper.signal.addEventListener('abort', () => clearInterval(timer))
    void this.stay(stopper.signal)
  }

  /** Comes back whenever the proxy does. */
  private async stay(signal: AbortSignal): Promise<void> {
    for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(LONGEST_WAIT, wait * 2)) {
      const wasOpen = await this.listen(signal).catch((error: unknown) => this.fail(error, signal))
      if (wasOpen === 'refused') return
      if (wasOpen) wait = FIRST_WAIT
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }

  private fail(error: unknown, signal: AbortSignal): boolean | 'refused' {
    if (signal.aborted) return false
    if (error instanceof Refused) {
      this.link.value = { state: 'refused' }
      return 'refused'
    }
    const wasOpen = this.link.value.state === 'open'
    this.link.value = { state: 'lost', message: error instanceof Error ? error.message : '' }
    return wasOpen
  }

  private async listen(signal: AbortSignal): Promise<boolean> {
    const { body } = await ask('stats/events', { token: this.token, signal })
    this.link.value = { state: 'open' }
    await Promise.all([this.readLatest(signal), this.readHistory(signal)])
    if (body !== null) {
      for await (const data of eventsIn(body)) this.take(JSON.parse(data) as Exchange, signal)
    }
    throw new Error('the proxy has ended')
  }

  private take(exchange: Exchange, signal: AbortSignal): void {
    this.missed.value += exchange.missedBefore ?? 0
    this.show([exchange])
    if (this.isAsking) return
    this.isAsking = true
    setTimeout(() => {
      this.isAsking = false
      void this.readHistory(signal)
    }, GATHERING)
  }

  private async readLatest(signal: AbortSignal): Promise<void> {
    const answer = await ask(`audit?limit=${MOST_SHOWN}`, { token: this.token, signal })
    const { requests } = (await answer.json()) as { readonly requests: readonly Exchange[] }
    this.show(requests)
  }

  /** Each once: what an event told is told again by the list. */
  private show(more: readonly Exchange[]): void {
    const known = new Map([...this.requests.value, ...more].map((one) => [one.id, one]))
    this.requests.value = [...known.values()]
      .sort((one, other) => other.time - one.time)
      .slice(0, MOST_SHOWN)
  }

  /** Where it can't be had, the sums stay as they were; the link itself tells what is wrong. */
  private async readHistory(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    try {
      const answer = await ask('stats/history', { token: this.token, signal })
      this.history.value = (await answer.json()) as History
    } catch {
      return
    }
  }
}
