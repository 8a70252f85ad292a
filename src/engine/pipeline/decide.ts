import type { SyntaxParser } from '../contracts/abilities.ts'
import type { Attempt, KeepReason, Proof, Ref } from '../ir/decision.ts'
import { parseShortened, printShortened } from '../recall/marker.ts'
import { refOf } from '../recall/ref.ts'
import { isFileRead } from '../relevance/file-read.ts'
import type { Desk, Work } from './desk.ts'
import { isOurs } from './expand-text.ts'
import { isSmallFileRead, packersFor, shortenersFor } from './file-reads.ts'
import { foldBest, type Shortened } from './fold-best.ts'
import { type Bid, bidsFor, firstProved } from './pack-best.ts'
import { partsOn } from './parts.ts'
import { isWorthwhile, LEAST_TOKENS } from './worth.ts'

/** What became of one block. `text` is what the model will read. */
export type Outcome = (
  | { readonly outcome: 'kept'; readonly reason: KeepReason }
  | {
      readonly outcome: 'packed'
      readonly by: string
      readonly text: string
      readonly tokens: number
      readonly proof: Proof
    }
  | {
      readonly outcome: 'folded' | 'viewed'
      readonly by: string
      readonly text: string
      readonly tokens: number
      readonly refs: readonly Ref[]
      readonly proof?: Proof
    }
) & { readonly attempts: readonly Attempt[]; readonly tokensIfFolded?: number }

/** A fold must save this share of what packing alone would cost, in per cent. */
const LEAST_FOLD_SHARE = 15

/** The whole policy for an open block, top to bottom; the first rule that applies decides. */
export async function decide(work: Work, whole: Desk): Promise<Outcome> {
  const reason = await reasonToKeep(work, whole)
  if (reason !== undefined) return kept(reason)
  const desk = deskFor(work, whole)
  const attempts: Attempt[] = []
  const parts = partsOn(whole)
  const { earlier, tokens: tokensBefore } = work
  const trial = { desk, tokensBefore, attempts, parts, earlier }
  const bids = bidsFor(work.passage, { ...trial, decoders: whole.workshop.packers })
  const [packed] = bids
  const wish = wishFor(work, packed, desk)
  const wanted =
    wish === undefined ? undefined : await fold(work, packed, { desk, whole, attempts, wish })
  const shortened = improves(wanted, packed, leastSaved(work, desk)) ? wanted : undefined
  const refusal = shortened === undefined ? undefined : refusalOf(work, desk)
  if (shortened !== undefined && refusal === undefined && isWorthIt(shortened.tokens, work)) {
    const outcome = await redeemable(shortened, { work, desk, attempts })
    if (outcome !== undefined) return outcome
  }
  const extra = foregone(shortened, refusal)
  if (refusal !== undefined && shortened !== undefined) note(attempts, shortened.by, refusal)
  return { ...settle(work, bids, attempts), ...extra }
}

/** The desk as this block finds it: the compressors that may work on it, and its kind's policy. */
function deskFor(work: Work, whole: Desk): Desk {
  const { foldPolicy } = whole
  return {
    ...whole,
    workshop: { ...whole.workshop, packers: packersFor(work, whole.workshop.packers) },
    foldPolicy: foldPolicy?.byKind?.[work.passage.content.kind] ?? foldPolicy,
  }
}

/** The best that can be made of a block by leaving something out. */
async function fold(
  work: Work,
  packed: Bid | undefined,
  { desk, whole, attempts, wish }: FoldWish,
): Promise<Shortened | undefined> {
  const all = await whole.workshop.shorteners()
  const { query } = work
  return foldBest(work, packed, {
    desk,
    attempts,
    shorteners: shortenersFor(work, all),
    parts: partsOn(whole, { folders: all.folders, query }),
    onlyAnswer: wish === 'answer',
    parser: await parserOf(work, desk),
  })
}

interface FoldWish {
  /** As the block finds it. */
  readonly desk: Desk
  /** With all compressors. */
  readonly whole: Desk
  readonly attempts: Attempt[]
  readonly wish: 'any' | 'answer'
}

/** Blocks that are not for compressing, whatever their kind. */
async function reasonToKeep(work: Work, desk: Desk): Promise<KeepReason | undefined> {
  const { text, origin } = work.passage
  if (origin !== undefined && desk.isExcluded(origin.tool)) return 'excluded'
  if (work.tokens < desk.smallestBlock) return 'small'
  if (isOurs(text, { ...desk, earlier: work.above })) {
    await unlessStoreFails(touchMarker(text, desk))
    return 'already-ours'
  }
  const recalled = await unlessStoreFails(isRecalled(work, desk))
  if (recalled === undefined) return 'store-failed'
  return recalled ? 'recalled' : undefined
}

/** Packs, with proof: by now nothing else will be made of the block. */
function settle(work: Work, bids: readonly Bid[], attempts: Attempt[]): Outcome {
  const [cheapest] = bids
  if (cheapest !== undefined && !isWorthIt(cheapest.tokens, work)) {
    note(attempts, cheapest.by, 'not-worth-it')
    return kept('not-worth-it', attempts)
  }
  const packed = firstProved(bids.filter(({ tokens }) => isWorthIt(tokens, work)))
  if (packed === undefined) return kept(reasonOf(work, attempts), attempts)
  note(attempts, packed.by, 'chosen')
  return { outcome: 'packed', ...packed, attempts }
}

/** A marker still in sight keeps its original alive. */
async function touchMarker(text: string, { originals }: Desk): Promise<void> {
  const shortened = parseShortened(text)
  if (shortened !== undefined) await originals?.touch(shortened.marker.ref)
}

/**
 * Text out of our store, where the marker it was asked for by stands before it (law 7). A whole
 * original looks like the block it came from, which must fold as before (law 2), so it counts as
 * recalled only where the call names the ref.
 */
async function isRecalled({ passage, refsInSight }: Work, { originals }: Desk): Promise<boolean> {
  if (originals === undefined || refsInSight.size === 0) return false
  const { text, origin } = passage
  const sources = (await originals.handedOutFrom(text)).filter((ref) => refsInSight.has(ref))
  if (sources.length === 0) return false
  const isNamed = sources.some((ref) => origin?.input.includes(ref) === true)
  return isNamed || !sources.includes(refOf(text))
}

/**
 * Folding is for what packing leaves large, both by itself and beside what it was; of what is less
 * large, only where nothing that is asked for would be hidden.
 */
function wishFor(work: Work, packed: Bid | undefined, desk: Desk): 'any' | 'answer' | undefined {
  const { foldPolicy } = desk
  if (foldPolicy === undefined || work.packOnly || isSmallFileRead(work)) return undefined
  if (isReadAgain(work)) return undefined
  const share = Math.floor((work.tokens * foldPolicy.foldAbovePerMille) / 1000)
  const above = work.targetTokens ?? Math.max(foldPolicy.foldAbove, share)
  const left = packed?.tokens ?? work.tokens
  if (left > above) return 'any'
  const { answerAbove = Number.POSITIVE_INFINITY } = foldPolicy
  return work.targetTokens === undefined && left > answerAbove ? 'answer' : undefined
}

/**
 * Awaited, though folding could do without: what a block becomes must not depend on whether another
 * request has loaded the grammar before (law 3).
 */
async function parserOf({ passage }: Work, desk: Desk): Promise<SyntaxParser | undefined> {
  const { language } = passage.content
  return language === undefined ? undefined : await desk.parserFor(language)
}

/**
 * A file that is read again by the same call although a fold of it stands above: what the fold hid is
 * what the model is after. A budget presses on all the same.
 */
function isReadAgain({ passage: { origin }, above, targetTokens }: Work): boolean {
  if (origin === undefined || targetTokens !== undefined || !isFileRead(origin)) return false
  return above?.wasShortened(origin) === true
}

/** A fold hides something; it must beat packing clearly to be worth that. */
function improves(
  shortened: Shortened | undefined,
  packed: Bid | undefined,
  least: number,
): boolean {
  if (shortened === undefined) return false
  if (packed === undefined) return true
  const saved = packed.tokens - shortened.tokens
  return saved >= least && saved * 100 >= packed.tokens * LEAST_FOLD_SHARE
}

/** Tokens a fold must save beside packing; a budget presses on all the same. */
function leastSaved({ tokens, targetTokens }: Work, { foldPolicy }: Desk): number {
  if (targetTokens !== undefined) return LEAST_TOKENS
  return Math.max(LEAST_TOKENS, (tokens * (foldPolicy?.leastSavedPerMille ?? 0)) / 1000)
}

function refusalOf({ passage }: Work, desk: Desk): KeepReason | undefined {
  if (!desk.canRecall || desk.originals === undefined) return 'not-recallable'
  return desk.holdsSecret(passage.text) ? 'secret' : undefined
}

function foregone(
  shortened: Shortened | undefined,
  refusal: KeepReason | undefined,
): { readonly tokensIfFolded?: number } {
  return shortened !== undefined && refusal === 'not-recallable'
    ? { tokensIfFolded: shortened.tokens }
    : {}
}

interface Case {
  readonly work: Work
  readonly desk: Desk
  readonly attempts: Attempt[]
}

/** The receipt comes first: without a stored and verified original there is no shorter text. */
async function redeemable(
  shortened: Shortened,
  { work, desk, attempts }: Case,
): Promise<Outcome | undefined> {
  const ref = await unlessStoreFails(desk.originals?.keep(work.passage.text))
  if (ref === undefined) {
    note(attempts, shortened.by, 'store-failed')
    return undefined
  }
  note(attempts, shortened.by, 'chosen')
  const { outcome, by, proof, shows, body } = shortened
  const text = printShortened({ marker: { ref, shows }, body })
  const proved = proof === undefined ? {} : { proof }
  return { outcome, by, text, tokens: desk.countTokens(text), refs: [ref], attempts, ...proved }
}

/** `undefined` for a store that fails: that costs a saving, never the request (law 11). */
async function unlessStoreFails<Answer>(
  asked: Promise<Answer> | undefined,
): Promise<Answer | undefined> {
  try {
    return await asked
  } catch {
    return undefined
  }
}

function isWorthIt(tokensAfter: number, { tokens }: Work): boolean {
  return isWorthwhile(tokensAfter, tokens)
}

/** The reason that says most about why nothing came of a block. */
function reasonOf(work: Work, attempts: readonly Attempt[]): KeepReason {
  if (isSmallFileRead(work)) return 'file-read'
  const results = new Set(attempts.map(({ result }) => result))
  for (const reason of [
    'compressor-failed',
    'not-faithful',
    'store-failed',
    'not-smaller',
  ] as const) {
    if (results.has(reason)) return reason
  }
  return work.passage.content.kind === 'unknown' ? 'unrecognized' : 'nothing-to-do'
}

/** Says what came of the named compressor's attempt. */
function note(attempts: Attempt[], by: string, result: Attempt['result']): void {
  const at = attempts.findLastIndex((attempt) => attempt.by === by)
  const attempt = attempts[at]
  if (attempt !== undefined) attempts[at] = { ...attempt, result }
}

function kept(reason: KeepReason, attempts: readonly Attempt[] = []): Outcome {
  return { outcome: 'kept', reason, attempts }
}
