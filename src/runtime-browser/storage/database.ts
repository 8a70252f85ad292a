import type { UseStore } from 'idb-keyval'
import { EngineError } from '../../engine/index.ts'

/**
 * A database that idb-keyval's functions can work on. Unlike idb-keyval's own, it lets go when
 * another page wants to delete or upgrade it, and opens again on the next use.
 * After `close` every use throws `EngineError('closed')`.
 */
export interface Database {
  readonly use: UseStore
  close(): Promise<void>
}

const STORE_NAME = 'entries'

export function openDatabase(name: string): Database {
  let connection: Promise<IDBDatabase> | undefined
  let closed = false
  const forget = (): void => {
    connection = undefined
  }
  const connect = (): Promise<IDBDatabase> => {
    connection ??= connectTo(name, forget).catch((error: unknown) => {
      if (!(error instanceof Unanswered)) forget()
      throw error
    })
    return connection
  }
  return {
    use: async (mode, work) => {
      if (closed) throw new EngineError('closed', `the database ${name} is closed`)
      const database = await connect()
      const transaction = database.transaction(STORE_NAME, mode, { durability: 'strict' })
      return await work(transaction.objectStore(STORE_NAME))
    },
    close: async () => {
      closed = true
      const database = await connection?.catch(() => undefined)
      forget()
      database?.close()
    },
  }
}

/** Milliseconds; some browsers have left the opening of a database unanswered for ever. */
const PATIENCE = 10_000

/** A request to open that the browser still has. Until it answers, another one would only wait behind it. */
class Unanswered extends Error {}

function connectTo(name: string, forget: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    let isLate = false
    const patience = setTimeout(() => {
      isLate = true
      reject(new Unanswered(`${name} did not open`))
    }, PATIENCE)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE_NAME)
    request.onerror = () => {
      clearTimeout(patience)
      if (isLate) forget()
      reject(request.error)
    }
    request.onsuccess = () => {
      clearTimeout(patience)
      const database = request.result
      if (isLate) {
        forget()
        database.close()
        return
      }
      database.onclose = forget
      database.onversionchange = () => {
        forget()
        database.close()
      }
      resolve(database)
    }
  })
}
