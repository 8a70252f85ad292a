import { Buffer } from 'node:buffer'
import { createHash, randomUUID } from 'node:crypto'
import { open, readFile, rename, stat, unlink, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EngineError, type Scope, type Store, type StoreKey } from '../engine/index.ts'
import { decodeEntry, encodeEntry } from './file-entry.ts'
import { keyIn, type StoreFolders, storeFolders } from './file-inventory.ts'
import { type FileBounds, FileSweeper } from './file-sweep.ts'
import {
  codeOf,
  flushFolder,
  ignoreMissing,
  makePrivateFolder,
  namesIn,
  reasonOf,
} from './files.ts'

/** Where a file store lives, and its bounds. */
export interface FileStoreOptions {
  /** The folder to keep entries in; made when first needed. */
  readonly directory: string
  /** Default: 30 days, 1 GiB, live for a day, looked after every 10 minutes. */
  readonly bounds?: Partial<FileBounds>
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number
}

const DAY = 86_400_000
const GIBIBYTE = 1024 ** 3
const DEFAULT_BOUNDS: FileBounds = {
  maxAge: 30 * DAY,
  maxBytes: GIBIBYTE,
  liveFor: DAY,
  sweepEvery: 600_000,
}

/**
 * A store in files, safe for many processes at once and for a kill at any moment: each entry is written
 * beside, flushed and renamed into place, so that a reader sees it whole or not at all. A file is
 * checked by its SHA-256 on every read; a damaged one counts as absent and is removed. Folders
 * and files are the owner's alone. Throws `EngineError('store-failed')` when the disk refuses.
 */
export function fileStore(options: FileStoreOptions): Store {
  const folder = new Folder(options)
  return {
    name: 'files',
    get: (key) => folder.guard('read', () => folder.get(key)),
    set: (key, value) => folder.guard('write', () => folder.set(key, value)),
    touch: (key) => folder.guard('touch', () => folder.touch(key)),
    delete: (key) => folder.guard('delete', () => folder.delete(key)),
    list: (scope) => folder.list(scope),
    close: async () => folder.close(),
  }
}

/** Read and written by the owner alone. */
const FILE_MODE = 0o600

class Folder {
  private readonly folders: StoreFolders
  private readonly sweeper: FileSweeper
  private readonly now: () => number
  private readonly made = new Set<string>()
  private closed = false

  constructor({ directory, bounds, now = Date.now }: FileStoreOptions) {
    this.folders = storeFolders(directory)
    this.sweeper = new FileSweeper(this.folders, { ...DEFAULT_BOUNDS, ...bounds })
    this.now = now
  }

  async get(key: StoreKey): Promise<string | undefined> {
    const path = this.pathOf(key)
    const file = await readFile(path).catch(ignoreMissing)
    if (file === undefined) return undefined
    const entry = decodeEntry(file)
    if (entry === undefined) await removeDamaged(path)
    const isOurs = entry?.key.scope === key.scope && entry.key.name === key.name
    return isOurs ? entry.value : undefined
  }

  /** Once more if the folders were removed under a running process. */
  async set(key: StoreKey, value: string): Promise<void> {
    const parts = encodeEntry({ key, value })
    await this.put(key, parts).catch(async (error: unknown) => {
      ignoreMissing(error)
      this.made.clear()
      await this.put(key, parts)
    })
    await this.sweeper.wrote(parts[0].length + parts[1].length, this.now())
  }

  async touch(key: StoreKey): Promise<void> {
    const path = this.pathOf(key)
    const before = await stat(path).catch(ignoreMissing)
    if (before === undefined) return
    const now = new Date(this.now())
    await utimes(path, now, now).catch((error: unknown) => {
      // What may not be marked may not be swept either: nothing is lost.
      if (!['ENOENT', 'EROFS', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) throw error
    })
    await this.sweeper.passed(before.mtimeMs, now.getTime())
  }

  async delete(key: StoreKey): Promise<void> {
    await unlink(this.pathOf(key)).catch(ignoreMissing)
  }

  async *list(scope: Scope): AsyncGenerator<StoreKey> {
    const folder = this.folderOf(scope)
    for (const name of await this.guard('read', () => namesIn(folder))) {
      const key = await this.guard('read', () => keyIn(join(folder, name)))
      if (key?.scope === scope) yield key
    }
  }

  close(): void {
    this.closed = true
  }

  /** All calls go through here: refuses work once closed, and says plainly what the disk refused. */
  async guard<Result>(doing: string, work: () => Promise<Result>): Promise<Result> {
    if (this.closed) throw new EngineError('closed', 'the file store is closed')
    try {
      return await work()
    } catch (cause) {
      const message = `cannot ${doing} originals in ${this.folders.root}: ${reasonOf(cause)}`
      throw new EngineError('store-failed', message, { cause })
    }
  }

  private async put(key: StoreKey, parts: readonly Buffer[]): Promise<void> {
    const path = this.pathOf(key)
    const draft = join(this.folders.drafts, randomUUID())
    await this.make(this.folders.drafts)
    await this.make(dirname(path))
    try {
      await this.write(draft, parts)
      await rename(draft, path)
    } catch (error) {
      await unlink(draft).catch(() => undefined)
      throw error
    }
    await flushFolder(dirname(path))
  }

  private async write(path: string, parts: readonly Buffer[]): Promise<void> {
    const file = await open(path, 'wx', FILE_MODE)
    try {
      for (const part of parts) await file.writeFile(part)
      const now = new Date(this.now())
      await file.utimes(now, now)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  /** Once a folder, so that a set costs no more than its own file. */
  private async make(folder: string): Promise<void> {
    if (this.made.has(folder)) return
    await makePrivateFolder(this.folders.root, folder)
    this.made.add(folder)
  }

  private folderOf(scope: Scope): string {
    return join(this.folders.entries, hashOf(scope))
  }

  /** Hashed, so that any text can be a name, on any file system, and none leads elsewhere. */
  private pathOf({ scope, name }: StoreKey): string {
    return join(this.folderOf(scope), hashOf(name))
  }
}

/** 160 bits: short enough for the longest path Windows takes. UTF-16 keeps lone surrogates apart. */
function hashOf(text: string): string {
  return createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex').slice(0, 40)
}

/** Reads it again first: another process may have put a whole file there meanwhile. */
async function removeDamaged(path: string): Promise<void> {
  const file = await readFile(path).catch(ignoreMissing)
  if (file === undefined || decodeEntry(file) !== undefined) return
  await unlink(path).catch(() => undefined)
}
