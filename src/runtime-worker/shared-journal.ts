import { waitUntil } from 'cloudflare:workers'
import type { ExchangeRecord, Journal } from '../proxy/index.ts'
import type { JournalNamespace, JournalStub } from './journal-namespace.ts'

/** Milliseconds in which requests gather, so that the one object is called by isolates, not by requests. */
const GATHERING = 500
/** Milliseconds after which one that was to hand them over is given up: its request may have been ended. */
const PATIENCE = 10_000
/** Requests that wait at most; while the object can't be reached, older ones are lost. */
const MOST_WAITING = 200

/**
 * The journal of all isolates, in one Durable Object. `lifetime`: milliseconds after which single requests
 * are forgotten.
 */
export function sharedJournal(journals: JournalNamespace, lifetime: number): Journal {
  let waiting: readonly ExchangeRecord[] = []
  let expectedBy = 0
  const object = (): JournalStub => journals.get(journals.idFromName('everywhere'))
  const handOver = async (): Promise<void> => {
    const records = waiting
    waiting = []
    if (records.length === 0) return
    try {
      await object().add(records, lifetime)
    } catch (error) {
      waiting = [...records, ...waiting].slice(-MOST_WAITING)
      throw error
    }
  }
  const soon = async (): Promise<void> => {
    await new Promise((go) => setTimeout(go, GATHERING))
    expectedBy = 0
    await handOver().catch(() => undefined)
  }
  return {
    add: (record) => {
      waiting = [...waiting, record].slice(-MOST_WAITING)
      if (Date.now() < expectedBy) return
      try {
        waitUntil(soon())
        expectedBy = Date.now() + PATIENCE
      } catch {
        // Its own request is gone; the next one hands it over.
      }
    },
    read: async () => {
      await handOver()
      const { since, figures } = await object().read()
      return { since, figures }
    },
    latest: async (limit) => {
      await handOver()
      return (await object().latest(limit)).map((text) => JSON.parse(text))
    },
    history: async () => {
      await handOver()
      return await object().history()
    },
    clear: async () => {
      waiting = []
      await object().clear()
    },
  }
}
