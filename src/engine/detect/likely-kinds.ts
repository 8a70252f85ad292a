import type { ContentKind } from '../ir/content.ts'
import { KINDS, WEIGHTS } from './learnt.ts'
import type { LineSample } from './line-sample.ts'
import { SIGN_COUNT, signsOf } from './signs.ts'

/** A kind, and how much speaks for it beside what speaks for the others. */
export interface Likelihood {
  readonly kind: ContentKind
  /** Natural logarithm of the odds, times `NAT`; only differences mean something. */
  readonly score: number
}

/** What a weight of 1 counts for a sign that every line bears, times the weights' own scale. */
export const NAT = 512

/** All kinds by the signs of the lines, the likeliest first. Integers throughout, so that all runtimes agree. */
export function likelyKinds(sample: LineSample): readonly Likelihood[] {
  const signs = signsOf(sample)
  const scores = new Int32Array(KINDS.length)
  const count = KINDS.length
  for (let sign = 0; sign < SIGN_COUNT; sign++) {
    const strength = signs[sign] ?? 0
    if (strength === 0) continue
    const from = sign * count
    for (let kind = 0; kind < count; kind++) {
      scores[kind] = (scores[kind] ?? 0) + strength * (TABLE[from + kind] ?? 0)
    }
  }
  return KINDS.map((kind, index) => ({ kind, score: scores[index] ?? 0 })).sort(
    (one, other) => other.score - one.score,
  )
}

/** A letter a weight: from -26, `A`, through 0, `a`, to 25, `z`. */
const TABLE: Int8Array = tableOf()

function tableOf(): Int8Array {
  const table = new Int8Array(SIGN_COUNT * KINDS.length)
  for (let at = 0; at < table.length; at++) {
    const code = WEIGHTS.charCodeAt(at)
    table[at] = code < 97 ? code - 65 - 26 : code - 97
  }
  return table
}
