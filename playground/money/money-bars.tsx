import type { JSX } from 'preact'
import { dollars } from '../page/numbers.ts'
import { type Cost, sumOf, type Use } from './prices.ts'

interface MoneyBarsProps {
  readonly costs: readonly [before: Cost, after: Cost]
  readonly use: Use
}

/** Both sums on one scale, each cut into what the first turn costs and what those after it do. */
export function MoneyBars({ costs, use }: MoneyBarsProps): JSX.Element {
  const [before, after] = costs
  const most = Math.max(sumOf(before), sumOf(after))
  const [first, later] = wordsFor(use)
  return (
    <div class="money-bars">
      <MoneyBar name="before" cost={before} most={most} words={[first, later]} />
      <MoneyBar name="after" cost={after} most={most} words={[first, later]} />
      <ul class="legend">
        <li>
          {first} {dollars(before.first, after.first)} → {dollars(after.first, before.first)}
        </li>
        {use.turns === 1 ? null : (
          <li>
            {later} {dollars(before.later, after.later)} → {dollars(after.later, before.later)}
          </li>
        )}
      </ul>
    </div>
  )
}

interface MoneyBarProps {
  readonly name: string
  readonly cost: Cost
  readonly most: number
  readonly words: readonly [first: string, later: string]
}

function MoneyBar({ name, cost, most, words }: MoneyBarProps): JSX.Element {
  const { first, later } = cost
  const width = (sum: number): string => `${most === 0 ? 0 : (100 * sum) / most}%`
  const label = `${name}: ${dollars(sumOf(cost))}, ${words[0]} ${dollars(first)}, ${words[1]} ${dollars(later)}`
  return (
    <div class="money-row">
      <span aria-hidden="true">{name}</span>
      <div class="bar" role="img" aria-label={label}>
        <div style={{ width: width(first) }} />
        <div style={{ width: width(later) }} />
      </div>
    </div>
  )
}

/** What the parts are, in the words of who pays for them. */
function wordsFor({ turns, cache }: Use): readonly [first: string, later: string] {
  const more = turns - 1
  return cache === 'cached'
    ? ['written to the cache', `read from it ${timesOf(more)}`]
    : ['sent first', `sent anew ${timesOf(more)}`]
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
