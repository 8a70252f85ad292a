import type { LineGroup } from './group-lines.ts'

/** Groups put together because writing their differences as values costs less than a template each. */
export interface Cluster {
  readonly signatures: readonly number[]
  readonly frame: number
  readonly words: readonly (string | undefined)[]
  readonly members: readonly number[]
}

/** Clusters a group is compared with, at most. */
const MOST_COMPARED = 48
/** Share of the words that must be equal, in per cent. */
const LEAST_ALIKE = 40
/** What a template costs beside its letters: its name, its slots, its line. */
const TEMPLATE_OVERHEAD = 4
const CHARACTERS_A_TOKEN = 5

/** Puts groups together, commonest first, in one pass over each group's likely neighbours. */
export function mergeGroups(groups: readonly LineGroup[]): readonly Cluster[] {
  const buckets = new Map<number, Merging[]>()
  const all: Merging[] = []
  const byCount = [...groups].sort((a, b) => b.members.length - a.members.length)
  for (const group of byCount) {
    const bucket = buckets.get(group.frame) ?? []
    if (bucket.length === 0) buckets.set(group.frame, bucket)
    const best = bestOf(bucket, group)
    if (best !== undefined) best.add(group)
    else {
      const fresh = new Merging(group)
      all.push(fresh)
      if (bucket.length < MOST_COMPARED) bucket.push(fresh)
    }
  }
  return all.map((merging) => merging.cluster())
}

function bestOf(bucket: readonly Merging[], group: LineGroup): Merging | undefined {
  let best: Merging | undefined
  let most = 0
  for (const merging of bucket) {
    const gain = merging.gainOf(group)
    if (gain > most) {
      best = merging
      most = gain
    }
  }
  return best
}

class Merging {
  readonly #first: LineGroup
  readonly #words: (string | undefined)[]
  readonly #signatures: number[] = []
  readonly #members: (readonly number[])[] = []
  #count = 0

  constructor(group: LineGroup) {
    this.#first = group
    this.#words = [...group.words]
    this.add(group)
  }

  /** Tokens saved, about, by one template for both; 0 for groups too unlike. */
  gainOf({ words, frameLength, members }: LineGroup): number {
    if (words.length !== this.#words.length) return 0
    let alike = 0
    let fresh = 0
    let cells = 0
    let letters = frameLength
    for (let index = 0; index < words.length; index++) {
      const word = words[index]
      const own = this.#words[index]
      if (word !== undefined) letters += word.length
      if (own === word) alike++
      else if (own === undefined) cells++
      else fresh++
    }
    if (alike * 100 < words.length * LEAST_ALIKE) return 0
    const saved = TEMPLATE_OVERHEAD + letters / CHARACTERS_A_TOKEN
    return saved - fresh * this.#count - (fresh + cells) * members.length
  }

  add({ words, signature, members }: LineGroup): void {
    for (let index = 0; index < words.length; index++) {
      if (this.#words[index] !== words[index]) this.#words[index] = undefined
    }
    this.#signatures.push(signature)
    this.#members.push(members)
    this.#count += members.length
  }

  cluster(): Cluster {
    return {
      signatures: this.#signatures,
      frame: this.#first.frame,
      words: this.#words,
      members: this.#members.flat(),
    }
  }
}
