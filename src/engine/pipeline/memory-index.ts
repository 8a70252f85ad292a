import { type Glance, glanceAt } from '../dialects/index.ts'
import type { DecisionMemory } from './decision-memory.ts'

/**
 * Memories by how the bodies that they hold begin: of thousands of conversations, those few that a body may go on
 * from, without a look at the others.
 */
export class MemoryIndex {
  /** By the place where the first element ends, then by what stands before it. */
  readonly #places = new Map<number, Map<number, Set<DecisionMemory>>>()
  readonly #known = new Map<DecisionMemory, Glance>()

  /** How many can be found. */
  get size(): number {
    return this.#known.size
  }

  /** Finds this memory by the body that it holds now. */
  note(memory: DecisionMemory): void {
    const glance = memory.body?.glance
    const known = this.#known.get(memory)
    if (known !== undefined && known.end === glance?.end && known.digest === glance.digest) return
    this.forget(memory)
    if (glance === undefined) return
    this.#known.set(memory, glance)
    const { end, digest } = glance
    const place = this.#places.get(end) ?? new Map<number, Set<DecisionMemory>>()
    this.#places.set(end, place)
    place.set(digest, (place.get(digest) ?? new Set()).add(memory))
  }

  /** Finds it no more. */
  forget(memory: DecisionMemory): void {
    const glance = this.#known.get(memory)
    if (glance === undefined) return
    this.#known.delete(memory)
    const { end, digest } = glance
    const place = this.#places.get(end)
    const alike = place?.get(digest)
    alike?.delete(memory)
    if (alike?.size === 0) place?.delete(digest)
    if (place?.size === 0) this.#places.delete(end)
  }

  /** Those whose bodies begin as these bytes do, as far as can be told at a glance. */
  *like(bytes: Uint8Array): Generator<DecisionMemory> {
    for (const [end, place] of this.#places) {
      if (end <= bytes.length) yield* place.get(glanceAt(bytes, end)) ?? []
    }
  }
}
