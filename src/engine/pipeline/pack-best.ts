import type { CompressContext, Packer, Parts, Passage } from '../contracts/compressor.ts'
import type { Earlier } from '../contracts/earlier.ts'
import type { Attempt, Proof } from '../ir/decision.ts'
import type { Desk, Workshop } from './desk.ts'
import { unpackContextOn } from './unpack-part.ts'

/** A packed text with its proof and price. */
export interface Packed {
  readonly by: string
  readonly text: string
  readonly tokens: number
  readonly proof: Proof
}

export interface PackTrial {
  readonly desk: Pick<Desk, 'signal' | 'countTokens' | 'countReference'> & {
    readonly workshop: Pick<Workshop, 'packers'>
  }
  /** What the passage costs as it is. */
  readonly tokensBefore: number
  /** Added to: one for every packer asked. */
  readonly attempts: Attempt[]
  /** For stretches of other kinds; `undefined` where parts have become too deep. */
  readonly parts: Parts | undefined
  /** What the passage may refer to; `undefined` for what has to stand alone. */
  readonly earlier?: Earlier | undefined
  /** Those by which parts may have been packed, where the desk has but some of them. */
  readonly decoders?: readonly Packer[]
}

/** A packing that is not proved yet: it says what packing costs, before anything has been decoded. */
export interface Bid {
  readonly by: string
  readonly tokens: number
  /** `undefined` for one that does not give its passage back; its attempt says so then. */
  prove(): Packed | undefined
}

/** References that leave less than this of their passage, in per cent, are not worth beating. */
const HARDLY_ANYTHING = 8

/**
 * Packers stand in order of preference. One that leaves less than this of its passage, in per cent,
 * is the last to be asked.
 */
const WELL_PACKED = 40

/** The cheapest packing that can be proved. */
export function packBest(passage: Passage, trial: PackTrial): Packed | undefined {
  return firstProved(bidsFor(passage, trial))
}

export function firstProved(bids: readonly Bid[]): Packed | undefined {
  for (const bid of bids) {
    const packed = bid.prove()
    if (packed !== undefined) return packed
  }
  return undefined
}

/**
 * What the packers offer, cheapest first. Those that need no kind are asked only where none of the
 * kind's own helped; what stands above already is asked for first, whatever the kind.
 */
export function bidsFor(passage: Passage, trial: PackTrial): readonly Bid[] {
  const referring = bidsAgain(passage, trial)
  if (referring.some((bid) => isHardlyAnything(bid, trial))) return referring
  return [...referring, ...bidsAlone(passage, trial)].sort(byTokens)
}

function byTokens(one: Bid, other: Bid): number {
  return one.tokens - other.tokens
}

function bidsAgain(passage: Passage, trial: PackTrial): readonly Bid[] {
  if (trial.earlier === undefined || trial.earlier.count + trial.earlier.calls === 0) return []
  const { packers } = trial.desk.workshop
  return bidsOf(
    packers.filter(({ refers }) => refers === true),
    passage,
    trial,
  )
}

function isHardlyAnything({ tokens }: Bid, { tokensBefore }: PackTrial): boolean {
  return tokens * 100 < tokensBefore * HARDLY_ANYTHING
}

function bidsAlone(passage: Passage, trial: PackTrial): readonly Bid[] {
  const { kind } = passage.content
  const packers = trial.desk.workshop.packers.filter(({ refers }) => refers !== true)
  const needNone = packers.filter(({ accepts }) => accepts.includes('unknown'))
  const forKind = packers.filter(
    (packer) => packer.accepts.includes(kind) && !needNone.includes(packer),
  )
  const bids = bidsOf(forKind, passage, trial)
  return bids.length > 0 ? bids : bidsOf(needNone, passage, trial)
}

function bidsOf(packers: readonly Packer[], passage: Passage, trial: PackTrial): readonly Bid[] {
  const bids: Bid[] = []
  for (const packer of packers) {
    trial.desk.signal?.throwIfAborted()
    const bid = bidOf(packer, passage, trial)
    if (bid === undefined) continue
    bids.push(bid)
    if (bid.tokens * 100 < trial.tokensBefore * WELL_PACKED) break
  }
  return bids.sort(byTokens)
}

/** A part that fails costs its saving, never the request. */
function bidOf(packer: Packer, passage: Passage, trial: PackTrial): Bid | undefined {
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
    const place = attempts.push({ by, tokens, result: 'beaten' }) - 1
    const made = { packer, original: passage.text, text, tokens, place }
    return { by, tokens, prove: () => prove(made, trial) }
  } catch (error) {
    if (desk.signal?.aborted === true) throw error
    attempts.push({ by, result: 'compressor-failed' })
    return undefined
  }
}

interface Made {
  readonly packer: Packer
  readonly original: string
  readonly text: string
  readonly tokens: number
  /** Where its attempt stands. */
  readonly place: number
}

function prove(
  { packer, original, text, tokens, place }: Made,
  { desk, attempts, earlier, decoders = desk.workshop.packers }: PackTrial,
): Packed | undefined {
  const by = packer.name
  try {
    const context = unpackContextOn(decoders, { earlier })
    const proof = packer.preserves(original, text, context)
    if (proof !== undefined) return { by, text, tokens, proof }
    attempts[place] = { by, tokens, result: 'not-faithful' }
  } catch (error) {
    if (desk.signal?.aborted === true) throw error
    attempts[place] = { by, result: 'compressor-failed' }
  }
  return undefined
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
