import { Worker } from 'node:worker_threads'
import type { BlockDecision, StopSignal } from '../../../engine/index.ts'
import type { UnreadableReason } from '../../../storage/index.ts'
import type { Answer, Task, ThreadSettings } from './task.ts'

/** What a pool is opened with. */
export interface PoolOptions extends ThreadSettings {
  /** Threads at most; they are started when they are needed. */
  readonly size: number
  readonly onUnreadable: (reason: UnreadableReason) => void
  /** Told of every thread that broke. */
  readonly onBroken: (error: unknown) => void
}

/** `src` and `dist` lie equally deep, so one path serves both: threads run what was built. */
const PROGRAM = new URL('../../../../dist/runtime-node/proxy/threads/thread.js', import.meta.url)

/** Milliseconds between two looks at whether anybody still waits. */
const LOOKING = 20
/** Threads that may break before no more are started: something is wrong with this place. */
const MOST_BROKEN = 3

type Wanted = Omit<Task, 'stop'>

interface Waiting {
  readonly task: Task
  resolve(decided: readonly BlockDecision[] | undefined): void
}

/** Threads that decide bodies. What they can't is decided by who asked. */
export class ThreadPool {
  readonly #options: PoolOptions
  readonly #waiting: Waiting[] = []
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  #broken = 0

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** The decisions for a body; `undefined` where no thread has any. Rejects with the signal's reason. */
  async decide(
    wanted: Wanted,
    signal: StopSignal | undefined,
  ): Promise<readonly BlockDecision[] | undefined> {
    if (this.#size === 0) return undefined
    const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const decided = new Promise<readonly BlockDecision[] | undefined>((resolve) => {
      this.#waiting.push({ resolve, task: { stop, ...wanted } })
      this.#next()
    })
    return signal === undefined ? await decided : await whileWaited(decided, { signal, stop })
  }

  async close(): Promise<void> {
    this.#broken = MOST_BROKEN
    for (const { resolve } of this.#waiting.splice(0)) resolve(undefined)
    await Promise.all([...this.#all].map((worker) => worker.terminate()))
  }

  get #size(): number {
    return this.#broken >= MOST_BROKEN ? 0 : this.#options.size
  }

  /** Gives the next task to a thread that has none. */
  #next(): void {
    if (this.#waiting.length === 0) return
    const worker = this.#idle.pop() ?? (this.#all.size < this.#size ? this.#start() : undefined)
    if (worker === undefined) return
    const next = this.#waiting.shift()
    if (next === undefined) return
    this.#give(worker, next)
  }

  #give(worker: Worker, { task, resolve }: Waiting): void {
    const end = (decided: readonly BlockDecision[] | undefined): void => {
      worker.off('message', hear).off('exit', leave)
      worker.unref()
      resolve(decided)
    }
    const hear = (answer: Answer): void => {
      if ('unreadable' in answer) return
      this.#idle.push(worker)
      end(answer.decided)
      this.#next()
    }
    const leave = (): void => {
      end(undefined)
      this.#next()
    }
    worker.on('message', hear).on('exit', leave)
    worker.ref()
    worker.postMessage(task, [task.bytes.buffer as ArrayBuffer])
  }

  #start(): Worker {
    const { directory, key, lifetime, onUnreadable, onBroken } = this.#options
    const worker = new Worker(PROGRAM, { workerData: { directory, key, lifetime }, execArgv: [] })
    worker.unref()
    this.#all.add(worker)
    worker.on('message', (answer: Answer) => {
      if ('unreadable' in answer) onUnreadable(answer.unreadable)
    })
    worker.on('error', (error) => {
      this.#broken++
      onBroken(error)
    })
    worker.on('exit', () => {
      this.#all.delete(worker)
      const at = this.#idle.indexOf(worker)
      if (at >= 0) this.#idle.splice(at, 1)
    })
    return worker
  }
}

interface Watch {
  readonly signal: StopSignal
  readonly stop: Int32Array
}

/** Looks whether anybody still waits, and tells the thread when nobody does. */
async function whileWaited<Value>(value: Promise<Value>, { signal, stop }: Watch): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const gone = new Promise<never>((_, reject) => {
    const look = (): void => {
      if (!signal.aborted) return
      Atomics.store(stop, 0, 1)
      reject(signal.reason)
    }
    timer = setInterval(look, LOOKING)
  })
  try {
    return await Promise.race([value, gone])
  } finally {
    clearInterval(timer)
  }
}
