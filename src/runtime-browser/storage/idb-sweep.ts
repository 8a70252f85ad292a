import { promisifyRequest, type UseStore } from 'idb-keyval'

/** When an entry was last used, and how large it is. Beside the text, so that a touch is cheap. */
export interface Usage {
  readonly at: number
  readonly size: number
}

export interface Bounds {
  /** Milliseconds an entry outlives its last use. */
  readonly lifetime: number
  /** UTF-16 units that all entries together may hold. */
  readonly capacity: number
}

/** Keeps a store within its bounds. */
export interface Sweeper {
  /** Call before `size` more units are written. Looks at the store once in a while, not every time. */
  keepWithin(size: number): Promise<void>
  /** Call when the browser refused `size` units for want of room. */
  makeRoom(size: number): Promise<void>
}

/** What was used within a day may still be pointed to by a conversation, so want of room spares it. */
const LIVE_FOR = 24 * 60 * 60 * 1000

/** A sweep is due when this part of the capacity has been written since the last. */
const PART_BETWEEN_SWEEPS = 1 / 16

export function createSweeper(use: UseStore, { lifetime, capacity }: Bounds): Sweeper {
  let unswept = Number.POSITIVE_INFINITY
  return {
    keepWithin: async (size) => {
      unswept += size
      if (unswept <= capacity * PART_BETWEEN_SWEEPS) return
      await sweep(use, { usedSince: Date.now() - lifetime, room: capacity - size })
      unswept = 0
    },
    makeRoom: async (size) => {
      const held = await unitsHeld(use)
      await sweep(use, { usedSince: Date.now() - lifetime, room: Math.floor(held / 2) - size })
    },
  }
}

interface Goal {
  /** Milliseconds since 1970; what was last used before goes. */
  readonly usedSince: number
  /** Units that may stay; the most recently used stay, and those in use even beyond it. */
  readonly room: number
}

/** Drops what has outlived its last use by so many milliseconds; gives how many entries are left. */
export async function sweepStale(use: UseStore, lifetime: number): Promise<number> {
  await sweep(use, { usedSince: Date.now() - lifetime, room: Number.POSITIVE_INFINITY })
  return (await use('readonly', readUsages)).length
}

/** One transaction, so that no entry used meanwhile is swept by mistake. */
async function sweep(use: UseStore, { usedSince, room }: Goal): Promise<void> {
  await use('readwrite', async (entries) => {
    const usages = await readUsages(entries)
    usages.sort((left, right) => right.usage.at - left.usage.at)
    const live = Date.now() - LIVE_FOR
    let held = 0
    for (const { path, usage } of usages) {
      held += usage.size
      if (usage.at >= live || (usage.at >= usedSince && held <= room)) continue
      entries.delete(['text', ...path])
      entries.delete(['usage', ...path])
    }
    await promisifyRequest(entries.transaction)
  })
}

async function unitsHeld(use: UseStore): Promise<number> {
  const usages = await use('readonly', readUsages)
  return usages.reduce((sum, { usage }) => sum + usage.size, 0)
}

interface UsageAt {
  /** Scope and name. */
  readonly path: IDBValidKey[]
  readonly usage: Usage
}

async function readUsages(entries: IDBObjectStore): Promise<UsageAt[]> {
  const all = IDBKeyRange.bound(['usage'], ['usage', []])
  const [keys, usages] = await Promise.all([
    promisifyRequest(entries.getAllKeys(all)),
    promisifyRequest<unknown[]>(entries.getAll(all)),
  ])
  return usages.map((usage, at) => ({
    path: pathOf(keys[at]),
    usage: isUsage(usage) ? usage : NEVER_USED,
  }))
}

/** What a damaged entry counts as: the first to go. */
const NEVER_USED: Usage = { at: 0, size: 0 }

function isUsage(value: unknown): value is Usage {
  const { at, size } = (value ?? {}) as Partial<Usage>
  return Number.isFinite(at) && Number.isFinite(size)
}

function pathOf(key: IDBValidKey | undefined): IDBValidKey[] {
  return Array.isArray(key) ? key.slice(1) : []
}
