import { Buffer } from 'node:buffer'
import { open, rmdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoreKey } from '../engine/index.ts'
import { keyInHead } from './file-entry.ts'
import { ignoreMissing, namesIn } from './files.ts'

/** The folders of a file store. */
export interface StoreFolders {
  readonly root: string
  /** A folder for each scope, with its entries. */
  readonly entries: string
  /** Files being written. */
  readonly drafts: string
}

/** Where a store of that directory keeps what. */
export function storeFolders(directory: string): StoreFolders {
  const root = join(directory, 'store')
  return { root, entries: join(root, 'entries'), drafts: join(root, 'drafts') }
}

/** One file of a store. */
export interface StoredEntry {
  readonly path: string
  /** `undefined` for a file that is no entry: damaged, or being written. */
  readonly key: StoreKey | undefined
  readonly bytes: number
  /** Milliseconds since 1970 of the last write or touch. */
  readonly used: number
}

/** Every file of a store, of all scopes. What vanishes meanwhile is left out. */
export async function* storedEntries(directory: string): AsyncGenerator<StoredEntry> {
  const { entries, drafts } = storeFolders(directory)
  for (const name of await namesIn(drafts)) yield* entryAt(join(drafts, name), undefined)
  for (const scope of await namesIn(entries)) {
    const folder = join(entries, scope)
    for (const name of await namesIn(folder)) {
      const path = join(folder, name)
      yield* entryAt(path, await keyIn(path))
    }
  }
}

/** True when it is gone; false where it was used since it was looked at. */
export async function removeEntry({
  path,
  used,
}: Pick<StoredEntry, 'path' | 'used'>): Promise<boolean> {
  const latest = await stat(path).catch(ignoreMissing)
  if (latest !== undefined && latest.mtimeMs !== used) return false
  await unlink(path).catch(ignoreMissing)
  return true
}

/** Removes the folders of scopes that hold nothing any more; a store makes anew what it needs. */
export async function removeEmptyFolders(directory: string): Promise<void> {
  const { entries } = storeFolders(directory)
  for (const scope of await namesIn(entries)) {
    await rmdir(join(entries, scope)).catch(() => undefined)
  }
}

async function* entryAt(path: string, key: StoreKey | undefined): AsyncGenerator<StoredEntry> {
  const stats = await stat(path).catch(ignoreMissing)
  if (stats?.isFile()) yield { path, key, bytes: stats.size, used: stats.mtimeMs }
}

/** Holds the key of nearly every entry; longer names take reading the whole file. */
const HEAD_BYTES = 4096

/** The key that a file says it is of; `undefined` where it says none, or has gone. */
export async function keyIn(path: string): Promise<StoreKey | undefined> {
  const file = await open(path, 'r').catch(ignoreMissing)
  if (file === undefined) return undefined
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0)
    return keyInHead(head.subarray(0, bytesRead)) ?? keyInHead(await file.readFile())
  } finally {
    await file.close()
  }
}
