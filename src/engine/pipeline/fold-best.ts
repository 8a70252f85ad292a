import type { SyntaxParser } from '../contracts/abilities.ts'
import type { CompressContext, Folder, Parts, Passage, View } from '../contracts/compressor.ts'
import type { Attempt, Proof } from '../ir/decision.ts'
import { applyFold, type Shortened as Marker, markerOf, printShortened } from '../recall/marker.ts'
import { refOf } from '../recall/ref.ts'
import type { Desk, FoldPolicy, Shorteners, Work } from './desk.ts'
import { type Bid, packBest } from './pack-best.ts'

/** A folded or viewed text, priced with its marker line; the original is not stored yet. */
export interface Shortened {
  readonly outcome: 'folded' | 'viewed'
  readonly by: string
  readonly tokens: number
  /** What stands below the marker line. */
  readonly body: string
  readonly shows: Marker['shows']
  readonly proof: Proof | undefined
}

/** Tries views and folders for the passage's kind; the cheapest wins. */
export function foldBest(
  work: Work,
  packed: Pick<Bid, 'tokens'> | undefined,
  given: Omit<Trial, 'work' | 'packed'>,
): Shortened | undefined {
  const trial = { ...given, work, packed }
  const { folders, views } = trial.shorteners
  const { kind } = work.passage.content
  let best: Shortened | undefined
  const propose = (found: Shortened | undefined): void => {
    if (found !== undefined && found.tokens < (best?.tokens ?? Number.POSITIVE_INFINITY))
      best = found
  }
  for (const view of given.onlyAnswer ? [] : views) {
    if (view.accepts.includes(kind)) propose(guarded(view.name, trial, () => tryView(view, trial)))
  }
  for (const folder of folders) {
    if (folder.accepts.includes(kind) && (folder.knowsAnswer === true || !given.onlyAnswer)) {
      propose(guarded(folder.name, trial, () => tryFold(folder, trial)))
    }
  }
  return best
}

interface Trial {
  readonly work: Work
  readonly packed: Pick<Bid, 'tokens'> | undefined
  readonly desk: Desk
  readonly shorteners: Shorteners
  readonly attempts: Attempt[]
  readonly parts: Parts | undefined
  /** The block packs well: it is folded only where all that is asked for stays. */
  readonly onlyAnswer: boolean
  /** For the passage's language. */
  readonly parser: SyntaxParser | undefined
}

/** A part that fails costs its saving, never the request. */
function guarded(
  by: string,
  { desk, attempts }: Trial,
  attempt: () => Shortened | undefined,
): Shortened | undefined {
  desk.signal?.throwIfAborted()
  try {
    const found = attempt()
    if (found === undefined) attempts.push({ by, result: 'nothing-to-do' })
    else attempts.push({ by, tokens: found.tokens, result: 'beaten' })
    return found
  } catch (error) {
    if (desk.signal?.aborted === true) throw error
    attempts.push({ by, result: 'compressor-failed' })
    return undefined
  }
}

function tryView(view: View, trial: Trial): Shortened | undefined {
  const { passage } = trial.work
  const text = view.view(passage, foldContext(trial))
  if (text === undefined || text === passage.text) return undefined
  const seen = { ...passage, text, folded: false }
  return priced({ outcome: 'viewed', by: view.name, shows: view.label }, seen, trial)
}

function tryFold(folder: Folder, trial: Trial): Shortened | undefined {
  const context = foldContext(trial)
  const found = foldWith(folder, context, trial)
  const least = leastOf(trial.work)
  if (found === undefined || found.tokens >= least) return found
  const targetTokens = Math.ceil((context.targetTokens * least) / found.tokens)
  const fuller = foldWith(folder, { ...context, targetTokens }, trial)
  return fuller !== undefined && fuller.tokens < 2 * least ? fuller : found
}

/** Of less than a twentieth of a block a model tends to ask for the rest: a little above that is shown. */
const LEAST_SHOWN = 60 / 1000
/** Of so long a block even a small share is much. */
const LONGEST_SHARED = 20_000

/** Tokens that a fold should show, unless a budget says how many it may. */
function leastOf({ tokens, targetTokens }: Work): number {
  const isFree = targetTokens === undefined && tokens <= LONGEST_SHARED
  return isFree ? Math.ceil(tokens * LEAST_SHOWN) : 0
}

function foldWith(folder: Folder, context: CompressContext, trial: Trial): Shortened | undefined {
  const { passage } = trial.work
  const fold = folder.fold(passage, context)
  if (fold === undefined || fold.omissions.length === 0) return undefined
  const text = applyFold(passage.text, fold.omissions)
  const { shows } = markerOf(fold, SAMPLE_REF)
  const kept = { ...passage, text, folded: true }
  return priced({ outcome: 'folded', by: folder.name, shows }, kept, trial)
}

/** Packs what is left, where that helps, and counts the whole with a marker of the real length. */
function priced(
  found: Pick<Shortened, 'outcome' | 'by' | 'shows'>,
  left: Passage,
  { work, desk, parts }: Trial,
): Shortened {
  const tokensBefore = desk.countTokens(left.text)
  const { earlier } = work
  const repacked = packBest(left, { desk, tokensBefore, attempts: [], parts, earlier })
  const body = repacked?.text ?? left.text
  const marker = { ref: SAMPLE_REF, shows: found.shows }
  const tokens = desk.countTokens(printShortened({ marker, body }))
  return { ...found, body, tokens, proof: repacked?.proof }
}

/** A ref of the usual length and look; the true one is known once the original is stored. */
const SAMPLE_REF = refOf('')

/** Tokens a fold of this block should come to. */
function aimOf({ tokens, targetTokens }: Work, policy: FoldPolicy): number {
  const share = Math.floor((tokens * policy.foldToPerMille) / 1000)
  return targetTokens ?? Math.max(policy.foldFloor, share)
}

/**
 * The target is meant for the text the model reads; a folder works on the original, and packing
 * shrinks what is left, so the folder may keep more, by the ratio packing reached on the whole.
 */
function foldContext({ work, packed, desk, parts, parser, onlyAnswer }: Trial): CompressContext {
  const aim = desk.foldPolicy === undefined ? 0 : aimOf(work, desk.foldPolicy)
  const ratio = packed === undefined ? 1 : Math.max(1, work.tokens / packed.tokens)
  const targetTokens = Math.floor(aim * Math.min(ratio, MOST_TRUSTED_RATIO))
  return {
    query: work.query,
    targetTokens,
    isBudget: work.targetTokens !== undefined,
    onlyAnswer,
    countTokens: desk.countReference,
    signal: desk.signal,
    ...(parts === undefined ? {} : { parts }),
    ...(parser === undefined ? {} : { parser }),
  }
}

/** Above this, packing lived on what rows share in order, which folded rows cannot use. */
const MOST_TRUSTED_RATIO = 2
