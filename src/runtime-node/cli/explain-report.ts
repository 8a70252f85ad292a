import type { Attempt, CompressReport, Decision, KeepReason } from '../index.ts'
import { change, grouped } from './numbers.ts'
import type { Figures } from './run-input.ts'
import type { Paint } from './terminal.ts'

export interface Explanation {
  readonly name: string
  readonly figures: Figures
  readonly paint: Paint
}

/** A report as a person reads it: the sum, then block by block what was tried and what came of it. */
export function explained({ name, figures, paint }: Explanation): string {
  const { report } = figures
  const sealed = report.decisions.filter(isSealed)
  const open = report.decisions.filter((decision) => !isSealed(decision))
  const lines = [
    ...headLines(name, figures, paint),
    ...open.flatMap((decision) => ['', ...blockLines(decision, paint)]),
    ...(sealed.length === 0 ? [] : ['', sealedLine(sealed)]),
    ...adviceLines(report),
  ]
  return `${lines.join('\n')}\n`
}

/** What is no result of a tool is told together: nothing about it can be changed by any option. */
function isSealed(decision: Decision): boolean {
  return decision.outcome === 'kept' && decision.reason === 'sealed'
}

function headLines(name: string, figures: Figures, paint: Paint): readonly string[] {
  const { tokensBefore, tokensAfter, report } = figures
  return [
    paint('bold', `${name}: ${report.dialect}, ${blocks(report.decisions.length)}`),
    `${sizes(tokensBefore, tokensAfter)} in ${Math.round(report.milliseconds)} ms, ${counted(report)}`,
  ]
}

function counted({ counting }: CompressReport): string {
  const { model, encoding, factor, basis } = counting
  const whose = model === '' ? '' : ` for ${model}`
  if (basis === 'exact') return `counted by ${encoding}${whose}`
  return `${basis}${whose} by ${encoding} times ${factor}`
}

function blocks(count: number): string {
  return `${count} ${count === 1 ? 'block' : 'blocks'}`
}

function sizes(before: number, after: number): string {
  if (before === after) return `${grouped(before)} tokens`
  return `${grouped(before)} → ${grouped(after)} tokens, ${change(before, after)}`
}

function blockLines(decision: Decision, paint: Paint): readonly string[] {
  const { block, tool, content, tokensBefore, tokensAfter, attempts, tokensIfFolded } = decision
  const from = tool === undefined ? '' : ` of ${tool}`
  const taken = content === 'unknown' ? 'of no kind known' : `taken for ${content}`
  return [
    `${paint('bold', `block ${block}`)}${from}: ${taken}, ${sizes(tokensBefore, tokensAfter)}`,
    `  ${outcomeLine(decision, paint)}`,
    ...attemptLines(attempts),
    ...(tokensIfFolded === undefined
      ? []
      : [`  folding would bring it to ${grouped(tokensIfFolded)} tokens (--recall)`]),
  ]
}

function outcomeLine(decision: Decision, paint: Paint): string {
  switch (decision.outcome) {
    case 'kept':
      return paint('yellow', `kept: ${REASONS[decision.reason]}`)
    case 'packed':
      return paint('green', `packed by ${decision.by}: ${PROOFS[decision.proof]}`)
    default: {
      const proof =
        decision.proof === undefined ? '' : `; what is shown is packed: ${PROOFS[decision.proof]}`
      return paint(
        'green',
        `${decision.outcome} by ${decision.by}: the original is ${decision.refs.join(', ')}${proof}`,
      )
    }
  }
}

function attemptLines(attempts: readonly Attempt[]): readonly string[] {
  const width = Math.max(0, ...attempts.map(({ by }) => by.length))
  return attempts.map(({ by, tokens, result }) => {
    const size = tokens === undefined ? '' : `${grouped(tokens)} tokens`
    return `  tried ${by.padEnd(width)}  ${size.padStart(16)}  ${RESULTS[result]}`
  })
}

function sealedLine(sealed: readonly Decision[]): string {
  const tokens = sealed.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0)
  return `${blocks(sealed.length)} sealed, ${grouped(tokens)} tokens: instructions, what users and assistants said, tool calls, media, signed parts`
}

function adviceLines({ foldingWouldSave, recall, budget }: CompressReport): readonly string[] {
  const lines: string[] = []
  if (!recall && foldingWouldSave > 0) {
    lines.push('', `With --recall folding would save ${grouped(foldingWouldSave)} tokens more.`)
  }
  if (budget !== undefined && !budget.met) {
    lines.push(
      '',
      `The budget of ${grouped(budget.tokens)} tokens can't be met: ${grouped(budget.missing)} over.`,
    )
  }
  return lines
}

const PROOFS: Readonly<Record<'bytes' | 'json-equal', string>> = {
  bytes: 'proved to give back every byte',
  'json-equal': 'proved to give back equal JSON, white space apart',
}

const REASONS: Readonly<Record<KeepReason, string>> = {
  sealed: 'it is no result of a tool',
  small: 'too small for a rewrite to pay',
  unrecognized: 'of no kind known, and nothing in it repeats',
  'nothing-to-do': 'nothing in it repeats or can be written shorter',
  'not-smaller': 'every rewrite came out larger',
  'not-worth-it': 'the best rewrite saves less than 10 % or less than 30 tokens',
  'not-faithful': 'a rewrite did not pass the proof that nothing is lost',
  'not-recallable': 'folding needs a reader that can recall',
  'compressor-failed': 'a compressor failed on it',
  'store-failed': 'its original could not be stored',
  secret: 'it holds a key or password, and such originals are never stored',
  'already-ours': 'it is our own output already',
  excluded: 'its tool is one that was to be left alone',
  recalled: 'it came out of the store, and is not compressed again',
  'file-read': 'a small file that was read, and may be edited next by its own lines',
}

const RESULTS: Readonly<Record<Attempt['result'], string>> = {
  ...REASONS,
  'nothing-to-do': 'found nothing to do',
  'not-recallable': 'needs a reader that can recall',
  'not-smaller': 'larger',
  'not-worth-it': 'not worth it',
  chosen: 'chosen',
  beaten: 'beaten by another',
}
