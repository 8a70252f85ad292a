// Tables in Markdown.
import { markdown } from '../tables.mjs'
import { byKind } from './kinds.mjs'

const whole = (value) => Math.round(value).toLocaleString('en-US')
const percent = (share, places = 1) => `${(100 * share).toFixed(places)} %`
const savedOf = ({ direct, ours }) => 1 - ours / direct

export function sessionTable(rows) {
  const names = [
    'session',
    'format',
    'turns',
    'prefix kept',
    'direct',
    'through',
    'saved',
    'asked for',
    'cost of that',
    'reads, edits, greps, tests',
  ]
  return markdown(
    names,
    rows.map((row) => [
      row.name,
      row.format,
      row.turns,
      percent(row.kept, 0),
      whole(row.direct),
      whole(row.ours),
      percent(savedOf(row)),
      row.fetched,
      percent(row.fetchCost / row.direct),
      row.calls.length === 0 ? '' : percent(shareOfWork(row), 0),
    ]),
  )
}

const WORK = ['reads', 'edits', 'greps', 'tests']

/** What these make of the tokens of tool results. */
function shareOfWork(row) {
  const kinds = byKind([row])
  const sum = (some) => some.reduce((total, [, { before }]) => total + before, 0)
  return sum(kinds.filter(([kind]) => WORK.includes(kind))) / sum(kinds)
}

/** The mean, and how it is spread. */
export function summary(rows) {
  const saved = rows.map(savedOf).sort((one, other) => one - other)
  const mean = saved.reduce((sum, one) => sum + one, 0) / saved.length
  const at = (share) => percent(quantile(saved, share))
  return `Saved: mean ${percent(mean)}, p10 ${at(0.1)}, p50 ${at(0.5)}, p90 ${at(0.9)}, least ${percent(saved[0])}.`
}

/** Between the two nearest, as their distance says. */
function quantile(sorted, share) {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (place - below) * (sorted[above] - sorted[below])
}

export function kindTable(kinds) {
  const total = kinds.reduce((sum, [, { before }]) => sum + before, 0)
  return markdown(
    ['from', 'blocks', 'tokens', 'share', 'after', 'saved', 'left as they came'],
    kinds.map(([kind, { blocks, before, after, kept }]) => [
      kind,
      blocks,
      whole(before),
      percent(before / total, 0),
      whole(after),
      percent(1 - after / before),
      whole(kept),
    ]),
  )
}
