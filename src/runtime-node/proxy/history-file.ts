import { readFile, rename, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bucketsIn, bucketsOf, type HistoryBucket, mergedBuckets } from '../../proxy/index.ts'
import { makePrivateFolder } from '../files.ts'
import { tookLock } from '../folder-lock.ts'

/** Milliseconds in which requests gather before they are written. */
const GATHERING = 5000
/** Tries to write before the process ends, and milliseconds between them: another may be writing. */
const LAST_TRIES = 20
const STEP = 25

/** What a history is opened with. */
export interface HistoryOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Milliseconds in which requests gather before they are written; 5 seconds where nothing is said. */
  readonly gathering?: number
}

/**
 * What passed, by the minute and by the hour, in one file of a folder: sums that outlive the process. All
 * processes of the folder add to it. A file that can't be read is as none; what can't be written stays in memory.
 */
export class HistoryFile {
  readonly #directory: string
  readonly #now: () => number
  readonly #gathering: number
  #added: readonly HistoryBucket[] = []
  #timer: NodeJS.Timeout | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    directory: string,
    { now = () => Date.now(), gathering = GATHERING }: HistoryOptions = {},
  ) {
    this.#directory = directory
    this.#now = now
    this.#gathering = gathering
  }

  /** Adds a request, soon. */
  add(record: Parameters<typeof bucketsOf>[0]): void {
    this.#added = mergedBuckets([...this.#added, ...bucketsOf(record)], this.#now())
    if (this.#timer !== undefined) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      void this.#write()
    }, this.#gathering)
    this.#timer.unref()
  }

  /** All of it, what is not written yet included. */
  async read(): Promise<readonly HistoryBucket[]> {
    await this.#turn
    const added = this.#added
    return mergedBuckets([...(await this.#kept()), ...added], this.#now())
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    for (let tries = 0; tries < LAST_TRIES; tries++) {
      await this.#write()
      if (this.#added.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, STEP))
    }
  }

  #write(): Promise<unknown> {
    this.#turn = this.#turn.then(async () => await this.#merge())
    return this.#turn
  }

  /** The file as it is now and what came since, under a name that nobody reads until it is whole. */
  async #merge(): Promise<void> {
    const added = this.#added
    const lock = join(this.#directory, 'history.lock')
    if (added.length === 0 || !(await this.#took(lock))) return
    this.#added = []
    try {
      const buckets = mergedBuckets([...(await this.#kept()), ...added], this.#now())
      const draft = this.#path('history.draft')
      await writeFile(draft, JSON.stringify(buckets), { mode: 0o600 })
      await rename(draft, this.#path('history.json'))
    } catch {
      // A full disk, or a folder that can't be written.
      this.#added = mergedBuckets([...added, ...this.#added], this.#now())
    }
    await rmdir(lock).catch(() => undefined)
  }

  async #took(lock: string): Promise<boolean> {
    try {
      await makePrivateFolder(this.#directory, this.#directory)
      return await tookLock(lock)
    } catch {
      return false
    }
  }

  async #kept(): Promise<readonly HistoryBucket[]> {
    return bucketsIn(await readFile(this.#path('history.json'), 'utf8').catch(() => ''))
  }

  #path(name: string): string {
    return join(this.#directory, name)
  }
}
