import type { Content, ContentKind } from '../ir/content.ts'
import type { Block, BlockId, Conversation } from '../ir/conversation.ts'
import type { Ref, Report } from '../ir/decision.ts'
import { isRecallTool } from '../ir/recall-tool.ts'
import { withLanguage } from '../relevance/language-of.ts'
import { type BlockDecision, decisionIn, type Elsewhere, entryFor } from './block-decision.ts'
import { type BudgetResult, meetBudget } from './budget.ts'
import { decide, type Outcome } from './decide.ts'
import type { KeptRun } from './decision-memory.ts'
import type { Desk } from './desk.ts'
import { type Sight, sightOf } from './earlier.ts'
import { type Entry, workOf } from './entry.ts'
import { type Change, mended } from './lost-references.ts'
import { queryFor } from './query.ts'
import { Teller, type Told } from './report.ts'
import { routeOf, type Station } from './route.ts'
import { Run } from './run.ts'
import { foldSuperseded, supersededReads } from './superseded.ts'

/** What is decided before anything is changed. */
export interface Plan extends Omit<Told, 'report'> {
  readonly report: Report
  /** Only where the caller set a budget. */
  readonly budget?: BudgetResult
}

export interface RunOptions {
  /** The caller's own words to rank by, before the user's. The caller owns the cache then (law 2). */
  readonly query?: string
  /** Tokens for the whole conversation. The caller owns the cache then (law 2). */
  readonly budget?: number
  /** Takes every open block for this kind instead of detecting it. */
  readonly kind?: ContentKind
  /** Leaves out file reads that a later one replaces. The caller owns the cache then (law 2). */
  readonly rebase?: boolean
  readonly onProgress?: (progress: Progress) => void
  /** What was decided for the conversation before; absent where the caller owns the cache. */
  readonly memory?: KeptRun
  /** May decide what is left after that; absent where the caller owns the cache. */
  readonly elsewhere?: Elsewhere
}

/** How far a run has come; told after every block. */
export interface Progress {
  readonly blocksDone: number
  readonly blocks: number
  readonly charactersDone: number
  readonly characters: number
}

/** Decides every block in order; changes nothing. */
export async function plan(
  conversation: Conversation,
  desk: Desk,
  options: RunOptions,
): Promise<Plan> {
  const start = desk.now()
  const { entries, told } = await decideAll(conversation, desk, options)
  const { budget } = options
  if (budget === undefined) return planOf(told, desk.now() - start)
  const mayRefer = !conversation.mayLoseEarlier
  const budgeted = await meetBudget(entries, desk, { budget, mayRefer })
  const lowered = new Teller().tell(budgeted.entries)
  return { ...planOf(lowered, desk.now() - start), budget: budgeted.result }
}

function planOf(told: Told, milliseconds: number): Plan {
  return { ...told, report: { milliseconds, ...told.report } }
}

/** What was decided. A run that is remembered may go on at any time: then only what is told here stands. */
interface Decided {
  readonly entries: readonly Entry[]
  readonly told: Told
}

async function decideAll(
  conversation: Conversation,
  desk: Desk,
  options: RunOptions,
): Promise<Decided> {
  const { memory } = options
  const route = routeOf(conversation, memory?.route)
  const { stations } = route
  const track = tracker(stations, options)
  const run = (await memory?.take(stations, desk)) ?? new Run(desk)
  const sight = sightOf(run.change.after, !conversation.mayLoseEarlier)
  const superseded: ReadonlySet<BlockId> =
    options.rebase === true ? supersededReads(conversation, desk) : new Set()
  if (options.onProgress !== undefined) for (const { block } of run.passed) track(block)
  const left = stations.slice(run.passed.length)
  const decided = await decidedElsewhere(left, run, options)
  for (const [at, station] of left.entries()) {
    desk.signal?.throwIfAborted()
    const { block } = station
    const known = decided[at]
    const entry =
      known !== undefined
        ? entryFor(block, known)
        : await enter(block, {
            desk,
            query: closedReason(block) === undefined ? askedAt(station, run, options) : '',
            kind: options.kind,
            refsInSight: run.refsInSight,
            sight,
            change: run.change,
            isSuperseded: superseded.has(block.id),
          })
    run.pass(station, entry)
    track(block)
  }
  const all = { entries: run.entries, told: run.told() }
  memory?.keep(run, route)
  return all
}

/** What another thread has decided of what is left; nothing where it would not, or answered for another body. */
async function decidedElsewhere(
  left: readonly Station[],
  { entries }: Run,
  { elsewhere }: RunOptions,
): Promise<readonly BlockDecision[]> {
  if (elsewhere === undefined) return []
  const characters = left.reduce((sum, { block }) => sum + block.text.length, 0)
  const known = (): readonly BlockDecision[] => entries.map(decisionIn)
  const decided = await elsewhere({ characters, known })
  return decided?.length === left.length ? decided : []
}

/** The words that a block is ranked by; to join them costs more than all else that a closed block needs. */
function askedAt(
  { block, userWords }: Station,
  { edits }: Run,
  { query = '' }: RunOptions,
): string {
  return [query, queryFor(block, userWords), edits.wordsFor(block)].join('\n').trim()
}

interface Circumstances {
  readonly desk: Desk
  readonly query: string
  readonly refsInSight: ReadonlySet<Ref>
  readonly kind: ContentKind | undefined
  /** What a tool result sees above it. */
  readonly sight: Sight
  readonly change: Change
  /** A later read of the same file stands further down, and the caller wants this one gone. */
  readonly isSuperseded: boolean
}

async function enter(block: Block, circumstances: Circumstances): Promise<Entry> {
  const { desk, query, refsInSight, change } = circumstances
  const start = desk.now()
  const tokens = block.text === '' ? 0 : desk.countTokens(block.text)
  const known = mended({ block, tokens, query, refsInSight }, change, desk)
  const closed = closedReason(block)
  if (closed !== undefined) {
    const outcome: Outcome = { outcome: 'kept', reason: closed, attempts: [] }
    return { content: UNREAD, milliseconds: desk.now() - start, outcome, ...known }
  }
  const decided = await decideOpen(known, circumstances)
  return { milliseconds: desk.now() - start, ...known, ...decided }
}

/** What fails outside of any compressor keeps the block, too; only the caller's own stop goes on. */
async function decideOpen(
  known: Omit<Entry, 'content' | 'outcome' | 'milliseconds'>,
  { desk, kind, sight, isSuperseded }: Circumstances,
): Promise<Pick<Entry, 'content' | 'outcome'>> {
  try {
    const { text, origin } = known.block
    const found = kind === undefined ? desk.detect(text) : { kind, confidence: 100 }
    const content = withLanguage(found, origin)
    const work = workOf({ ...known, content }, sight)
    const gone = isSuperseded ? await foldSuperseded(work, desk) : undefined
    return { content, outcome: gone ?? (await decide(work, desk)) }
  } catch (error) {
    if (desk.signal?.aborted === true) throw error
    const outcome: Outcome = { outcome: 'kept', reason: 'compressor-failed', attempts: [] }
    return { content: UNREAD, outcome }
  }
}

/** Blocks that need no look at their text. */
function closedReason({ seal, origin }: Block): 'sealed' | 'recalled' | undefined {
  if (seal !== 'open') return 'sealed'
  return origin !== undefined && isRecallTool(origin.tool) ? 'recalled' : undefined
}

const UNREAD: Content = { kind: 'unknown', confidence: 0 }

function tracker(stations: readonly Station[], { onProgress }: RunOptions): (block: Block) => void {
  if (onProgress === undefined) return () => undefined
  const characters = stations.reduce((sum, { block }) => sum + block.text.length, 0)
  let blocksDone = 0
  let charactersDone = 0
  return ({ text }) => {
    blocksDone++
    charactersDone += text.length
    onProgress({ blocksDone, blocks: stations.length, charactersDone, characters })
  }
}
