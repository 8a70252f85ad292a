import { findStamp } from '../find-stamp.ts'
import { type LineFacts, lineOf } from './line-facts.ts'

/** Kinds of lines named in a gap. */
const MOST_KINDS = 2
const MOST_LABELS = 4
const LONGEST_SAMPLE = 60
/** Kinds with fewer lines hidden are not worth naming. */
const FEWEST_NAMED = 3

/** How often each label and kind occurs in the whole text. */
export interface Totals {
  readonly labels: ReadonlyMap<number, number>
}

export function totalsOf({ labelOf }: LineFacts): Totals {
  return { labels: countsOf(labelOf) }
}

/** Exact counts over the hidden lines `from` … `to` (from 0, `to` excluded), of all. */
export function summarizeGap(
  facts: LineFacts,
  { from, to }: { readonly from: number; readonly to: number },
  totals: Totals,
): string {
  const labels = [...countsOf(facts.labelOf.subarray(from, to))]
    .filter(([label]) => label !== 0)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_LABELS)
    .map(
      ([label, count]) => `${facts.labels[label]} ${ofAll(count, totals.labels.get(label) ?? 0)}`,
    )
  const kinds = [...countsOf(facts.kindOf.subarray(from, to))]
    .filter(([, count]) => count >= FEWEST_NAMED)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_KINDS)
    .map(([kind, count]) => namedKind(facts, { kind, count, from }))
    .filter((part) => part !== '')
  return [labels.join(', '), kinds.join(', ')].filter((part) => part !== '').join('; ')
}

/** Empty for lines that show nothing, such as blank ones. */
function namedKind(
  facts: LineFacts,
  { kind, count, from }: { readonly kind: number; readonly count: number; readonly from: number },
): string {
  const first = facts.kindOf.indexOf(kind, from)
  const sketch = sketchOf(lineOf(facts, first))
  return sketch === '' ? '' : `${ofAll(count, facts.counts[kind] ?? 0)} like "${sketch}"`
}

function ofAll(count: number, total: number): string {
  return `${count} of ${total}`
}

function countsOf(values: Uint8Array | Int32Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** The line without its stamp, on one line, cut to length. */
function sketchOf(line: string): string {
  const extent = findStamp(line)
  const rest = extent === undefined ? line : line.slice(extent.end)
  const plain = rest
    .slice(0, LONGEST_SAMPLE * 4)
    .replace(UNSHOWN, ' ')
    .trim()
    .replace(/^[\]:,\s-]+/, '')
  return plain.length > LONGEST_SAMPLE ? `${plain.slice(0, LONGEST_SAMPLE)}…` : plain
}

/** Escape sequences, control characters and halves of surrogate pairs have no place in a summary. */
const UNSHOWN = new RegExp(
  [
    String.raw`\u001b\[[0-9;?]{0,20}[A-Za-z]`,
    String.raw`[\u0000-\u001f\u007f\u2028\u2029\ud800-\udfff]`,
    String.raw`\s{2,}`,
  ].join('|'),
  'g',
)
