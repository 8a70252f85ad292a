import type { Decision, Report } from '../ir/decision.ts'
import { type Entry, tokensAfter, tokensBefore } from './entry.ts'

/** One value per block, and their sums; every log, metric and view draws on it. */
export function reportOf(entries: readonly Entry[], milliseconds: number): Report {
  return {
    decisions: entries.map(decisionOf),
    tokensBefore: entries.reduce((sum, entry) => sum + tokensBefore(entry), 0),
    tokensAfter: entries.reduce((sum, entry) => sum + tokensAfter(entry), 0),
    milliseconds,
  }
}

/** What is told of one block. */
export function decisionOf(entry: Entry): Decision {
  if (entry.decision !== undefined) return entry.decision
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
