import type { Caller, Hooks } from './line.ts'
import { closedError, type Member, type MemberPlan, startMember } from './member.ts'
import type { Task } from './messages.ts'

/** Milliseconds an aborted worker may take to notice, before it is ended and another takes its place. */
const GRACE = 100

/** A task that waits for a worker. */
interface Job {
  readonly task: Task
  readonly hooks: Hooks
  resolve(value: unknown): void
  reject(error: unknown): void
}

/**
 * Workers that share the work of one page. One is started at once, further ones when all are busy. A worker
 * does one task at a time, so that what waits can still be given up or go elsewhere. A conversation, known by its
 * memory of decisions, stays with the worker that has the memory.
 */
export class Pool {
  readonly #plan: MemberPlan
  readonly #most: number
  readonly #members = new Set<Member>()
  readonly #busy = new Map<Member, Promise<unknown>>()
  readonly #homes = new Map<number, Member>()
  #waiting: readonly Job[] = []
  #isClosed = false

  constructor(plan: MemberPlan, most: number) {
    this.#plan = plan
    this.#most = most
  }

  /** Workers that are running. */
  get size(): number {
    return this.#members.size
  }

  /** Starts the first worker. Rejects with what the engine refused, or what kept the worker from starting. */
  async open(): Promise<void> {
    const first = this.#start()
    try {
      await first.ready
    } catch (error) {
      this.#retire(first)
      throw error
    }
  }

  readonly call: Caller = (task, hooks = {}) =>
    new Promise((resolve, reject) => {
      const { signal } = hooks
      signal?.throwIfAborted()
      if (this.#isClosed) throw closedError()
      const done = (): void => signal?.removeEventListener('abort', giveUp)
      const job: Job = {
        task,
        hooks,
        resolve: (value) => {
          done()
          resolve(value as Parameters<typeof resolve>[0])
        },
        reject: (error) => {
          done()
          reject(error)
        },
      }
      const giveUp = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== job)
        job.reject(signal?.reason)
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      this.#waiting = [...this.#waiting, job]
      this.#next()
    })

  /** A memory that the page has let go of need not be kept. */
  forget(memory: number): void {
    this.#homes.get(memory)?.forget(memory)
    this.#homes.delete(memory)
  }

  /** What waits is refused; what is under way is finished. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { reject } of this.#waiting) reject(closedError())
    this.#waiting = []
    await Promise.allSettled(this.#busy.values())
    const open = [...this.#members]
    await Promise.allSettled(open.map(({ line }) => line.send({ method: 'close' }, {}).answer))
    for (const member of open) this.#retire(member)
  }

  #start(): Member {
    const member = startMember(this.#plan)
    this.#members.add(member)
    void member.died.then(() => {
      this.#retire(member)
      this.#next()
    })
    return member
  }

  #retire(member: Member): void {
    member.end()
    this.#members.delete(member)
    this.#busy.delete(member)
    for (const [memory, home] of this.#homes) if (home === member) this.#homes.delete(memory)
  }

  /** Hands out what waits, in order, to whom it may go to. */
  #next(): void {
    for (const job of this.#waiting) {
      try {
        const member = this.#memberFor(job)
        if (member === undefined) continue
        this.#waiting = this.#waiting.filter((other) => other !== job)
        this.#run(job, member)
      } catch (error) {
        this.#waiting = this.#waiting.filter((other) => other !== job)
        job.reject(error)
      }
    }
  }

  #memberFor({ task: { memory } }: Job): Member | undefined {
    const home = memory === undefined ? undefined : this.#homes.get(memory)
    if (home !== undefined) return this.#busy.has(home) ? undefined : home
    const free = [...this.#members].find((member) => !this.#busy.has(member))
    const member = free ?? (this.#members.size < this.#most ? this.#start() : undefined)
    if (member !== undefined && memory !== undefined) this.#homes.set(memory, member)
    return member
  }

  #run({ task, hooks, resolve, reject }: Job, member: Member): void {
    const sent = member.line.send(task, hooks)
    const { signal } = hooks
    let patience: ReturnType<typeof setTimeout> | undefined
    const stop = (): void => {
      sent.abort()
      patience = setTimeout(() => {
        this.#retire(member)
        this.#next()
      }, GRACE)
    }
    signal?.addEventListener('abort', stop, { once: true })
    const answer = sent.answer.finally(() => {
      clearTimeout(patience)
      signal?.removeEventListener('abort', stop)
      this.#busy.delete(member)
    })
    this.#busy.set(member, answer)
    answer.then(resolve, reject).finally(() => this.#next())
  }
}
