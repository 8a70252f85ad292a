import { chmod, mkdir, open, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Entered and listed by the owner alone. */
const FOLDER_MODE = 0o700

/**
 * Makes `folder`, which lies in `root`, and what is missing above it. `root` is closed to everybody but
 * its owner; that fails, as it must, where it is another's and open. Survives a power cut.
 */
export async function makePrivateFolder(root: string, folder: string): Promise<void> {
  await makeFolder(folder, { mayClimb: true })
  await closeToOthers(root)
}

/** Not `recursive` of `mkdir`: on Node 20 that never ends where the system denies a folder's existence. */
async function makeFolder(
  folder: string,
  { mayClimb }: { readonly mayClimb: boolean },
): Promise<void> {
  try {
    await mkdir(folder, { mode: FOLDER_MODE })
  } catch (error) {
    const parent = dirname(folder)
    if (codeOf(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return
    if (codeOf(error) !== 'ENOENT' || !mayClimb || parent === folder) throw error
    await makeFolder(parent, { mayClimb: true })
    return await makeFolder(folder, { mayClimb: false })
  }
  await flushFolder(dirname(folder))
}

async function closeToOthers(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const { mode } = await stat(folder)
  if ((mode & 0o077) !== 0) await chmod(folder, FOLDER_MODE)
}

/** Makes names in a folder durable, where the system lets a folder be opened. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** No such folder is an empty one. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(ignoreMissing)) ?? []
}

/** For what another process may remove at any time. */
export function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}

/** `ENOENT` and the like. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk reports an error',
}

/** What the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  const reason = code === undefined ? undefined : REASONS[code]
  if (reason !== undefined) return `${reason} (${code})`
  return error instanceof Error ? error.message : String(error)
}
