import { reasonOf } from '../files.ts'
import { difference } from './difference.ts'
import { InstallFailure } from './failure.ts'
import type { InstallJournal, JournalEntry } from './journal.ts'
import {
  bytesFor,
  bytesOf,
  digestOf,
  fileBehind,
  removeFile,
  replaceFile,
  textOf,
} from './settings-file.ts'

/** Something of ours in a settings file. */
export interface Part {
  /** What it is called in the journal. */
  readonly id: string
  /** The text with it. */
  put(text: string): string
  /** The text without it. */
  remove(text: string): string
}

/** What became of a file. */
export interface Outcome {
  readonly file: string
  readonly what: 'unchanged' | 'changed' | 'restored' | 'removed only ours'
  /** A unified diff; empty where nothing changes. */
  readonly shown: string
}

export interface Changing {
  readonly journal: InstallJournal
  readonly isTrial: boolean
}

/**
 * Puts a part into a file. Rejects with `InstallFailure`, and has then written nothing, where the file can't
 * be followed.
 */
export async function putPart(path: string, part: Part, changing: Changing): Promise<Outcome> {
  return await told(path, async (file) => {
    const before = await bytesOf(file)
    const text = textOf(before)
    const after = part.put(text)
    const shown = difference(path, text, after)
    if (after === text) return { file: path, what: 'unchanged', shown }
    if (!changing.isTrial) {
      const known = await changing.journal.read(file)
      const base = baseOf(known, before, { text, part })
      const bytes = bytesFor(after, before)
      const parts = [...new Set([...base.parts, part.id])]
      const entry: JournalEntry = { ...base, file, digest: digestOf(bytes), parts }
      // Written first: a crash in between leaves a journal whose file is as it was.
      await changing.journal.write(entry)
      const made = await replaceFile(file, bytes, before)
      if (made !== undefined) await changing.journal.write({ ...entry, made })
    }
    return { file: path, what: 'changed', shown }
  })
}

/** What a file goes back to: what it held first, or what its owner has made of it since. */
function baseOf(
  known: JournalEntry | undefined,
  before: Uint8Array | undefined,
  { text, part }: { readonly text: string; readonly part: Part },
): Pick<JournalEntry, 'original' | 'parts' | 'made'> {
  if (known !== undefined && known.digest === digestOf(before)) return known
  const parts = known?.parts ?? []
  const bare = part.remove(text)
  const original = bare === text ? before : bytesFor(bare, before)
  return { original, parts, made: known?.made }
}

/** A file as it is now, and what is known of it. */
interface Found {
  readonly path: string
  readonly file: string
  readonly before: Uint8Array | undefined
  readonly known: JournalEntry | undefined
}

/** Takes a part out: to the byte where nobody else has changed the file, else that part alone. */
export async function removePart(path: string, part: Part, changing: Changing): Promise<Outcome> {
  return await told(path, async (file) => {
    const before = await bytesOf(file)
    const found = { path, file, before, known: await changing.journal.read(file) }
    const isLast = found.known?.parts.every((id) => id === part.id) === true
    return isOurs(found) && isLast
      ? await restored(found, changing)
      : await removedAlone(found, part, changing)
  })
}

/** True where the file is as we left it. */
function isOurs({ known, before }: Found): boolean {
  return known !== undefined && known.digest === digestOf(before)
}

async function removedAlone(found: Found, part: Part, changing: Changing): Promise<Outcome> {
  const { path, file, before } = found
  const text = textOf(before)
  const after = part.remove(text)
  const shown = difference(path, text, after)
  const what = after === text ? 'unchanged' : isOurs(found) ? 'changed' : 'removed only ours'
  if (changing.isTrial) return { file: path, what, shown }
  const bytes = bytesFor(after, before)
  if (after !== text) await replaceFile(file, bytes, before)
  await notePartGone(found, { id: part.id, bytes }, changing.journal)
  return { file: path, what, shown }
}

async function notePartGone(
  found: Found,
  { id, bytes }: { readonly id: string; readonly bytes: Uint8Array },
  journal: InstallJournal,
): Promise<void> {
  const { known } = found
  const parts = known?.parts.filter((one) => one !== id) ?? []
  if (known === undefined || parts.length === 0) return await journal.forget(found.file)
  const digest = isOurs(found) ? digestOf(bytes) : known.digest
  await journal.write({ ...known, parts, digest })
}

async function restored(
  { path, file, before, known }: Found,
  { journal, isTrial }: Changing,
): Promise<Outcome> {
  const { original, made } = known ?? {}
  if (!isTrial) {
    if (original === undefined) await removeFile(file, made)
    else await replaceFile(file, original, before)
    await journal.forget(file)
  }
  return { file: path, what: 'restored', shown: difference(path, textOf(before), textOf(original)) }
}

/** Says whose file it is that something went wrong with. */
async function told(path: string, work: (file: string) => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work(await fileBehind(path))
  } catch (error) {
    const reason = error instanceof InstallFailure ? ` ${error.message}` : `: ${reasonOf(error)}`
    throw new InstallFailure(`${path}${reason}; nothing was changed`)
  }
}
