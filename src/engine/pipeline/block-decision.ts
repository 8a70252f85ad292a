import type { Block } from '../ir/conversation.ts'
import type { Entry } from './entry.ts'

/** What was decided for one block, without the block: a structured clone of it loses nothing. */
export interface BlockDecision
  extends Pick<Entry, 'content' | 'tokens' | 'milliseconds' | 'outcome' | 'mendedFrom'> {
  /** The block's own text, where its references led nowhere and were written out. */
  readonly text?: string
}

/** What is left of a body to decide. */
export interface Undecided {
  /** What was decided for all before it. */
  readonly known: () => readonly BlockDecision[]
  /** Characters of the blocks that are left. */
  readonly characters: number
}

/**
 * Decides the rest of a body in another thread; `undefined` where it is better decided in this one. It
 * must give what the same engine would decide here for the same body, options and known decisions.
 */
export type Elsewhere = (undecided: Undecided) => Promise<readonly BlockDecision[] | undefined>

/** What was decided, to be told elsewhere. */
export function decisionIn({
  block,
  content,
  tokens,
  milliseconds,
  outcome,
  mendedFrom,
}: Entry): BlockDecision {
  const decided = { content, tokens, milliseconds, outcome }
  return mendedFrom === undefined ? decided : { mendedFrom, text: block.text, ...decided }
}

/** The decision for a block that was taken elsewhere. What it was ranked by stays there: nobody asks for it again. */
export function entryFor(block: Block, { text, ...decided }: BlockDecision): Entry {
  const known = text === undefined ? block : { ...block, text }
  return { block: known, query: '', refsInSight: NO_REFS, ...decided }
}

const NO_REFS: Entry['refsInSight'] = new Set()
