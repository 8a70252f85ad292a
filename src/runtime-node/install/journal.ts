import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder, namesIn } from '../files.ts'
import { isRecord, stringsIn } from './json-text.ts'
import { bytesOf, replaceFile } from './settings-file.ts'

/** What was done to one settings file. */
export interface JournalEntry {
  readonly file: string
  /** The bytes before our first change; `undefined` for a file that was not there. */
  readonly original: Uint8Array | undefined
  /** Of the file as we left it. */
  readonly digest: string
  /** What of ours is in it. */
  readonly parts: readonly string[]
  /** The uppermost folder that was made for it. */
  readonly made: string | undefined
}

/** Remembers what files held before they were changed; in files of their owner's alone. */
export class InstallJournal {
  readonly #folder: string

  constructor(directory: string) {
    this.#folder = join(directory, 'installs')
  }

  async read(file: string): Promise<JournalEntry | undefined> {
    return entryIn(await bytesOf(this.#path(file)))
  }

  async all(): Promise<readonly JournalEntry[]> {
    const names = (await namesIn(this.#folder)).filter((name) => name.endsWith('.json'))
    const read = names.map(async (name) => entryIn(await bytesOf(join(this.#folder, name))))
    return (await Promise.all(read)).filter((entry) => entry !== undefined)
  }

  async write({ original, ...entry }: JournalEntry): Promise<void> {
    await makePrivateFolder(this.#folder, this.#folder)
    const path = this.#path(entry.file)
    const kept =
      original === undefined ? {} : { original: Buffer.from(original).toString('base64') }
    const text = `${JSON.stringify({ ...entry, ...kept })}\n`
    await replaceFile(path, new TextEncoder().encode(text), await bytesOf(path))
  }

  async forget(file: string): Promise<void> {
    await rm(this.#path(file), { force: true })
  }

  #path(file: string): string {
    return join(
      this.#folder,
      `${createHash('sha256').update(file).digest('hex').slice(0, 32)}.json`,
    )
  }
}

function entryIn(bytes: Uint8Array | undefined): JournalEntry | undefined {
  if (bytes === undefined) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (!isRecord(value)) return undefined
    const { file, original, digest, parts, made } = value
    if (typeof file !== 'string' || typeof digest !== 'string') return undefined
    return {
      file,
      digest,
      parts: stringsIn(parts),
      original: typeof original === 'string' ? Buffer.from(original, 'base64') : undefined,
      made: typeof made === 'string' ? made : undefined,
    }
  } catch {
    return undefined
  }
}
