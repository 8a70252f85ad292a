import type { Edit } from '../ir/conversation.ts'
import type { Decision, Report } from '../ir/decision.ts'
import { type Entry, tokensAfter, tokensBefore } from './entry.ts'

/** What decisions come to: the changes, and one value a block, on which every log, metric and view draws. */
export interface Told {
  readonly edits: readonly Edit[]
  readonly report: Omit<Report, 'milliseconds'>
}

export function tell(entries: readonly Entry[]): Told {
  const edits: Edit[] = []
  const decisions: Decision[] = []
  const sums = { before: 0, after: 0 }
  for (const entry of entries) {
    const edit = editOf(entry)
    if (edit !== undefined) edits.push(edit)
    decisions.push(entry.decision ?? decisionOf(entry))
    sums.before += tokensBefore(entry)
    sums.after += tokensAfter(entry)
  }
  return { edits, report: { decisions, tokensBefore: sums.before, tokensAfter: sums.after } }
}

function editOf({ block, outcome, mendedFrom }: Entry): Edit | undefined {
  if (outcome.outcome !== 'kept') return { block: block.id, text: outcome.text }
  return mendedFrom === undefined ? undefined : { block: block.id, text: block.text }
}

/** What is told of one block. */
export function decisionOf(entry: Entry): Decision {
  const { block, content, milliseconds, outcome } = entry
  const { attempts, tokensIfFolded } = outcome
  const base = {
    block: block.id,
    ...(block.origin === undefined ? {} : { tool: block.origin.tool }),
    content: content.kind,
    tokensBefore: tokensBefore(entry),
    tokensAfter: tokensAfter(entry),
    milliseconds,
    attempts,
    ...(tokensIfFolded === undefined ? {} : { tokensIfFolded }),
    ...(entry.isReplayed === true ? { replayed: true } : {}),
  }
  if (outcome.outcome === 'kept') return { ...base, outcome: 'kept', reason: outcome.reason }
  const { by } = outcome
  if (outcome.outcome === 'packed') return { ...base, outcome: 'packed', by, proof: outcome.proof }
  const proof = outcome.proof === undefined ? {} : { proof: outcome.proof }
  return { ...base, outcome: outcome.outcome, by, refs: outcome.refs, ...proof }
}
