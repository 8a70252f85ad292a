import type { CompressContext, Packer, Parts, Passage } from '../contracts/compressor.ts'
import type { Earlier } from '../contracts/earlier.ts'
import type { Attempt, Proof } from '../ir/decision.ts'
import type { Desk } from './desk.ts'
import { unpackContextOn } from './unpack-part.ts'

/** A packed text with its proof and price. */
export interface Packed {
  readonly by: string
  readonly text: string
  readonly tokens: number
  readonly proof: Proof
}

export interface PackTrial {
  readonly desk: Pick<Desk, 'workshop' | 'signal' | 'countTokens' | 'countReference'>
  /** What the passage costs as it is. */
  readonly tokensBefore: number
  /** Added to: one for every packer asked. */
  readonly attempts: Attempt[]
  /** For stretches of other kinds; `undefined` where parts have become too deep. */
  readonly parts: Parts | undefined
  /** What the passage may refer to; `undefined` for what has to stand alone. */
  readonly earlier?: Earlier | undefined
}

/** References that leave less than this of their passage, in per cent, are not worth beating. */
const HARDLY_ANYTHING = 8

/**
 * The cheapest proved packing. Packers that need no kind are asked only where none of the kind's own
 * helped; what stands above already is asked for first, whatever the kind.
 */
export function packBest(passage: Passage, trial: PackTrial): Packed | undefined {
  const referring = packAgain(passage, trial)
  if (referring !== undefined && isHardlyAnything(referring, trial)) return referring
  const alone = packAlone(passage, trial)
  return alone === undefined || (referring && referring.tokens <= alone.tokens) ? referring : alone
}

function packAgain(passage: Passage, trial: PackTrial): Packed | undefined {
  if (trial.earlier === undefined || trial.earlier.count === 0) return undefined
  const { packers } = trial.desk.workshop
  return cheapest(
    packers.filter(({ refers }) => refers === true),
    passage,
    trial,
  )
}

function isHardlyAnything({ tokens }: Packed, { tokensBefore }: PackTrial): boolean {
  return tokens * 100 < tokensBefore * HARDLY_ANYTHING
}

function packAlone(passage: Passage, trial: PackTrial): Packed | undefined {
  const { kind } = passage.content
  const packers = trial.desk.workshop.packers.filter(({ refers }) => refers !== true)
  const needNone = packers.filter(({ accepts }) => accepts.includes('unknown'))
  const forKind = packers.filter(
    (packer) => packer.accepts.includes(kind) && !needNone.includes(packer),
  )
  return cheapest(forKind, passage, trial) ?? cheapest(needNone, passage, trial)
}

function cheapest(
  packers: readonly Packer[],
  passage: Passage,
  trial: PackTrial,
): Packed | undefined {
  let best: Packed | undefined
  for (const packer of packers) {
    trial.desk.signal?.throwIfAborted()
    const packed = tryPack(packer, passage, trial)
    if (packed !== undefined && packed.tokens < (best?.tokens ?? Number.POSITIVE_INFINITY)) {
      best = packed
    }
  }
  return best
}

/** A part that fails costs its saving, never the request. */
function tryPack(packer: Packer, passage: Passage, trial: PackTrial): Packed | undefined {
  const { desk, tokensBefore, attempts } = trial
  const by = packer.name
  try {
    const text = packer.pack(passage, packContext(trial))
    if (text === undefined) {
      attempts.push({ by, result: 'nothing-to-do' })
      return undefined
    }
    const tokens = desk.countTokens(text)
    if (tokens >= tokensBefore) {
      attempts.push({ by, tokens, result: 'not-smaller' })
      return undefined
    }
    const context = unpackContextOn(desk.workshop.packers, { earlier: trial.earlier })
    const proof = packer.preserves(passage.text, text, context)
    attempts.push({ by, tokens, result: proof === undefined ? 'not-faithful' : 'beaten' })
    return proof === undefined ? undefined : { by, text, tokens, proof }
  } catch (error) {
    if (desk.signal?.aborted === true) throw error
    attempts.push({ by, result: 'compressor-failed' })
    return undefined
  }
}

/** Packing depends on the text and what stands above it alone: no query, no target. */
function packContext({ desk, parts, earlier }: PackTrial): CompressContext {
  const { countReference, signal } = desk
  const plain = { query: '', targetTokens: 0, countTokens: countReference, signal }
  return {
    ...plain,
    ...(parts === undefined ? {} : { parts }),
    ...(earlier === undefined ? {} : { earlier }),
  }
}
