import { mkdir, rmdir, stat } from 'node:fs/promises'
import { ignoreMissing } from './files.ts'

/** Milliseconds after which a lock is taken for one of a process that was killed. */
const STALE = 60_000

/**
 * Takes a lock that is a folder, if nobody has it; whoever took it removes the folder. One that a killed process
 * left is cleared away for the next try.
 */
export async function tookLock(lock: string, now: number = Date.now()): Promise<boolean> {
  try {
    await mkdir(lock)
    return true
  } catch {
    const made = await stat(lock).catch(ignoreMissing)
    if (made !== undefined && now - made.mtimeMs > STALE) await rmdir(lock).catch(ignoreMissing)
    return false
  }
}

/** Since when somebody has the lock; `undefined` where nobody has, but for who was killed. */
export async function lockedSince(lock: string, now: number): Promise<number | undefined> {
  const made = await stat(lock).catch(ignoreMissing)
  return made !== undefined && now - made.mtimeMs <= STALE ? made.mtimeMs : undefined
}
