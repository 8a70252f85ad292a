import { createHash, randomUUID } from 'node:crypto'
import {
  chmod,
  lstat,
  mkdir,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ignoreMissing } from '../files.ts'
import { InstallFailure } from './failure.ts'

/** The file that a path stands for: behind a link its target, which need not exist yet. */
export async function fileBehind(path: string): Promise<string> {
  const found = await realpath(path).catch(ignoreMissing)
  if (found !== undefined) return found
  const link = await lstat(path).catch(ignoreMissing)
  return link?.isSymbolicLink() === true ? resolve(dirname(path), await readlink(path)) : path
}

/** Its bytes; `undefined` where there is no file. */
export async function bytesOf(file: string): Promise<Uint8Array | undefined> {
  return await readFile(file).catch(ignoreMissing)
}

const MARK = '\uFEFF'

/** Its text, without a byte order mark. Throws where it is none that could be written back to the byte. */
export function textOf(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return ''
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InstallFailure('is no UTF-8')
  }
}

/** The bytes of a text that takes the place of `before`. */
export function bytesFor(text: string, before: Uint8Array | undefined): Uint8Array {
  const hadMark = before?.[0] === 0xef && before[1] === 0xbb && before[2] === 0xbf
  return new TextEncoder().encode(hadMark ? MARK + text : text)
}

/** What a file is known by; that of a missing one is its own. */
export function digestOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? 'none' : createHash('sha256').update(bytes).digest('hex')
}

/**
 * Puts `bytes` in the place of what was read as `before`, whole or not at all; keeps its mode. Throws where
 * another program has changed the file in between. Gives the uppermost folder that had to be made.
 */
export async function replaceFile(
  file: string,
  bytes: Uint8Array,
  before: Uint8Array | undefined,
): Promise<string | undefined> {
  const made = await mkdir(dirname(file), { recursive: true })
  const mode = (await stat(file).catch(ignoreMissing))?.mode ?? 0o600
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`)
  try {
    const handle = await open(draft, 'wx', mode & 0o777)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await chmod(draft, mode & 0o777)
    if (digestOf(await bytesOf(file)) !== digestOf(before))
      throw new InstallFailure('was changed by another program just now; try again')
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
  return made
}

/** Removes a file and, from its own upwards, folders that are empty, up to `uppermost`. */
export async function removeFile(file: string, uppermost: string | undefined): Promise<void> {
  await rm(file, { force: true })
  if (uppermost === undefined) return
  for (let folder = dirname(file); folder.startsWith(uppermost); folder = dirname(folder)) {
    if (
      (await rmdir(folder).then(
        () => true,
        () => false,
      )) === false
    )
      return
  }
}
