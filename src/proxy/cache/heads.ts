import { type Difference, firstDifference } from './first-difference.ts'
import type { PrefixGroup } from './prefix-groups.ts'
import { overlapOf } from './text-overlap.ts'

/** Clients whose beginnings are remembered, and how many of each. */
const MOST_CLIENTS = 64
const MOST_A_CLIENT = 4
/** Characters of a beginning that is worth remembering: one that a provider may cache. */
const SHORTEST = 4000
/** Two beginnings that share less are two prompts, not one that changed. */
const LEAST_SHARED = 0.9

/** How conversations of each client begin: their tools and system text, before anything is said. */
export class Heads {
  readonly #clients = new Map<string, readonly (readonly PrefixGroup[])[]>()

  /**
   * Remembers the beginning of a conversation. Where an earlier one of the same client began nearly so, gives
   * the first place that was otherwise.
   */
  meet(client: string, groups: readonly PrefixGroup[]): Difference | undefined {
    const head = groups.filter(({ grows }) => !grows)
    const known = this.#clients.get(client) ?? []
    if (sizeOf(textsOf(head)) < SHORTEST) return undefined
    if (known.some((other) => firstDifference(other, head) === undefined)) return undefined
    this.#remember(client, [head, ...known].slice(0, MOST_A_CLIENT))
    const alike = known.find((other) => sharedBy(other, head) >= LEAST_SHARED)
    return alike === undefined ? undefined : firstDifference(alike, head)
  }

  #remember(client: string, heads: readonly (readonly PrefixGroup[])[]): void {
    this.#clients.delete(client)
    this.#clients.set(client, heads)
    const oldest = this.#clients.keys().next().value
    if (this.#clients.size > MOST_CLIENTS && oldest !== undefined) this.#clients.delete(oldest)
  }
}

/** The part of the longer of two beginnings that both have, by characters. */
function sharedBy(one: readonly PrefixGroup[], other: readonly PrefixGroup[]): number {
  const [texts, others] = [textsOf(one), textsOf(other)]
  const shared = others.reduce((sum, text, at) => {
    const { start, end } = overlapOf(texts[at] ?? '', text)
    return sum + start + end
  }, 0)
  return shared / Math.max(1, sizeOf(texts), sizeOf(others))
}

function textsOf(groups: readonly PrefixGroup[]): readonly string[] {
  return groups.flatMap(({ items }) => items.map((item) => JSON.stringify(item) ?? ''))
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0)
}
