import type { Stats } from 'node:fs'
import { stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoreFolders } from './file-inventory.ts'
import { ignoreMissing, namesIn } from './files.ts'

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
      if (isMuch || (await this.isDue(now))) await this.sweep(now)
    } catch {
      // The entry that was just written is safe; the next sweep may have better luck.
    }
  }

  /** Reads off a file's time when any process last swept. */
  private async isDue(now: number): Promise<boolean> {
    const last = await statOf(this.stamp)
    return last === undefined || Math.abs(now - last.mtimeMs) >= this.bounds.sweepEvery
  }

  private get stamp(): string {
    return join(this.folders.root, 'last-sweep')
  }

  private async sweep(now: number): Promise<void> {
    await writeFile(this.stamp, '', { mode: 0o600 })
    await utimes(this.stamp, new Date(now), new Date(now))
    for (const draft of await filesIn(this.folders.drafts)) {
      if (now - draft.used > STALE_DRAFT) await removeIfUnused(draft)
    }
    const files: StoredFile[] = []
    for (const folder of await namesIn(this.folders.entries)) {
      files.push(...(await filesIn(join(this.folders.entries, folder))))
    }
    files.sort((one, other) => one.used - other.used)
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files) {
      if (!isOver(this.bounds, { idle: now - file.used, bytes })) break
      if (await removeIfUnused(file)) bytes -= file.bytes
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

/** True when it is gone. */
async function removeIfUnused({ path, used }: StoredFile): Promise<boolean> {
  const latest = await statOf(path)
  if (latest !== undefined && latest.mtimeMs !== used) return false
  await unlink(path).catch(ignoreMissing)
  return true
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
