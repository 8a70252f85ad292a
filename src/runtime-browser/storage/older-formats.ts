import { promisifyRequest } from 'idb-keyval'
import { openDatabase } from './database.ts'
import { sweepStale } from './idb-sweep.ts'

interface OlderFormats {
  /** The name without its number. */
  readonly database: string
  /** The number in use; those below it are older. */
  readonly format: number
  /** Milliseconds an entry outlives its last use. */
  readonly lifetime: number
}

/**
 * What a page of an older version kept goes as it would have there: each entry when it has outlived its last use, and
 * with the last of them the database. Until then a tab of that version may still read it. A database with anything in
 * it that is not ours stays, and so does every older one where the browser does not say which there are.
 */
export async function clearOlderFormats(plan: OlderFormats): Promise<void> {
  const { database, format, lifetime } = plan
  const older = Array.from({ length: format - 1 }, (_, at) => `${database}-${at + 1}`)
  if (older.length === 0) return
  try {
    const there = new Set((await indexedDB.databases()).map(({ name }) => name))
    for (const name of older) if (there.has(name)) await clear(name, lifetime)
  } catch {
    // The next page tries again.
  }
}

async function clear(name: string, lifetime: number): Promise<void> {
  const { use, close } = openDatabase(name)
  try {
    if (!(await use('readonly', isOurs)) || (await sweepStale(use, lifetime)) > 0) return
  } finally {
    await close()
  }
  await remove(name)
}

/** Nothing but entries as every format up to now has had them. */
async function isOurs(entries: IDBObjectStore): Promise<boolean> {
  const { db } = entries.transaction
  const keys = await promisifyRequest(entries.getAllKeys())
  return (
    db.objectStoreNames.length === 1 &&
    keys.every((key) => Array.isArray(key) && (key[0] === 'text' || key[0] === 'usage'))
  )
}

/** A tab that holds it lets go when it is asked to; one that does not is not waited for. */
function remove(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onblocked = () => resolve()
    request.onerror = () => reject(request.error)
  })
}
