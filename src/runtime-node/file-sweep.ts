import type { Stats } from 'node:fs'
import { rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { removeEntry, type StoreFolders } from './file-inventory.ts'
import { ignoreMissing, namesIn } from './files.ts'
import { lockedSince, tookLock } from './folder-lock.ts'

/** Bounds of a file store. Times are milliseconds. */
export interface FileBounds {
  /** An entry that was neither written nor touched for longer goes. */
  readonly maxAge: number
  /** Bytes of all entries together; beyond, those not used for longest go first. */
  readonly maxBytes: number
  /** What was used within this time is live and stays, unless the store is over twice `maxBytes`. */
  readonly liveFor: number
  /** All processes together look after the store about this often, and after much was written. */
  readonly sweepEvery: number
}

/** A draft this old was left behind by a process that was killed. */
const STALE_DRAFT = 3_600_000

/** Milliseconds that a touch waits for another's sweep at most, and how often it looks. */
const PATIENCE = 1000
const STEP = 5

/** A sweep looks at every file, so it also comes only once this part of the bound was written. */
const BYTES_BETWEEN_SWEEPS = 1 / 16

/**
 * Brings a file store within its bounds from time to time. Many processes may write and sweep at once:
 * what vanishes meanwhile was swept by another, and what was used since it was looked at stays.
 */
export class FileSweeper {
  private readonly folders: StoreFolders
  private readonly bounds: FileBounds
  private nextLook = Number.NEGATIVE_INFINITY
  private bytes = 0
  /** When a sweep began that was waited for in vain: its process was killed, or it takes long. */
  private stuck: number | undefined

  constructor(folders: StoreFolders, bounds: FileBounds) {
    this.folders = folders
    this.bounds = bounds
  }

  /** Counts what was written, and sweeps when it is time. A sweep that fails costs disk space only. */
  async wrote(bytes: number, now: number): Promise<void> {
    this.bytes += bytes
    const isMuch = this.bytes > this.bounds.maxBytes * BYTES_BETWEEN_SWEEPS
    if (now < this.nextLook && !isMuch) return
    this.nextLook = now + this.bounds.sweepEvery
    this.bytes = 0
    try {
      if (isMuch || (await this.isDue(now))) await this.sweepAlone(now)
    } catch {
      // The entry that was just written is safe; the next sweep may have better luck.
    }
  }

  /**
   * For an entry that was just touched, and `used` before: resolves when no sweep goes on that may have taken it for
   * old. What is there then stays.
   */
  async passed(used: number, now: number): Promise<void> {
    for (let waited = 0; waited < PATIENCE; waited += STEP) {
      const began = await lockedSince(this.lock, now)
      if (began === undefined || began === this.stuck) return
      // Used since the sweep began, it may have been old when the sweep looked.
      if (used < began && now - used <= this.bounds.liveFor) return
      await setTimeout(STEP)
      if (waited + STEP >= PATIENCE) this.stuck = began
    }
  }

  /** Reads off a file's time when any process last swept. */
  private async isDue(now: number): Promise<boolean> {
    const last = await statOf(this.stamp)
    return last === undefined || Math.abs(now - last.mtimeMs) >= this.bounds.sweepEvery
  }

  private get lock(): string {
    return join(this.folders.root, 'sweeping')
  }

  private get stamp(): string {
    return join(this.folders.root, 'last-sweep')
  }

  /** One process at a time, so that others can tell when a sweep is over. */
  private async sweepAlone(now: number): Promise<void> {
    if (!(await tookLock(this.lock, now))) return
    try {
      await this.sweep(now)
    } finally {
      await rmdir(this.lock).catch(ignoreMissing)
    }
  }

  private async sweep(now: number): Promise<void> {
    await writeFile(this.stamp, '', { mode: 0o600 })
    await utimes(this.stamp, new Date(now), new Date(now))
    for (const draft of await filesIn(this.folders.drafts)) {
      if (now - draft.used > STALE_DRAFT) await unlink(draft.path).catch(ignoreMissing)
    }
    const files: StoredFile[] = []
    for (const folder of await namesIn(this.folders.entries)) {
      files.push(...(await filesIn(join(this.folders.entries, folder))))
    }
    files.sort((one, other) => one.used - other.used)
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files) {
      if (!isOver(this.bounds, { idle: now - file.used, bytes })) break
      if (await removeEntry(file)) bytes -= file.bytes
    }
  }
}

function isOver(
  { maxAge, maxBytes, liveFor }: FileBounds,
  { idle, bytes }: { readonly idle: number; readonly bytes: number },
): boolean {
  if (bytes > 2 * maxBytes) return true
  return idle > liveFor && (idle > maxAge || bytes > maxBytes)
}

interface StoredFile {
  readonly path: string
  readonly bytes: number
  /** Time of the last write or touch. */
  readonly used: number
}

async function filesIn(folder: string): Promise<StoredFile[]> {
  const files: StoredFile[] = []
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const stats = await statOf(path)
    if (stats?.isFile()) files.push({ path, bytes: stats.size, used: stats.mtimeMs })
  }
  return files
}

async function statOf(path: string): Promise<Stats | undefined> {
  return await stat(path).catch(ignoreMissing)
}
