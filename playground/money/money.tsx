import type { Signal } from '@preact/signals'
import type { JSX } from 'preact'
import { dollars } from '../page/numbers.ts'
import { MoneyBars } from './money-bars.tsx'
import { type CacheUse, costOf, PRICES, type Price, priceOf, sumOf, type Use } from './prices.ts'

const MOST_TURNS = 1000

interface MoneyProps {
  readonly before: number
  readonly after: number
  readonly model: string
  readonly use: Signal<Use>
}

/** What holding these tokens in the context costs over the turns of a session. */
export function Money({ before, after, model, use: chosen }: MoneyProps): JSX.Element {
  const use = chosen.value
  const known = priceOf(model)
  const price = known ?? PRICES[0]
  if (price === undefined) return <span />
  const costs = [costOf(before, price, use), costOf(after, price, use)] as const
  const [was, is] = [sumOf(costs[0]), sumOf(costs[1])]
  return (
    <div class="money">
      <p>
        <b>{dollars(was, is)}</b> → <b class={is < was ? 'good' : ''}>{dollars(is, was)}</b> of
        input over{' '}
        <input
          type="number"
          aria-label="turns"
          min="1"
          max={MOST_TURNS}
          value={use.turns}
          onInput={(event) => {
            chosen.value = { ...use, turns: turnsIn(event.currentTarget.value) }
          }}
        />{' '}
        turns,{' '}
        <select
          aria-label="cache behaviour"
          value={use.cache}
          onChange={(event) => {
            chosen.value = { ...use, cache: event.currentTarget.value as CacheUse }
          }}
        >
          <option value="cached">written to the cache once, then read from it</option>
          <option value="uncached">sent anew each turn</option>
        </select>
      </p>
      <MoneyBars costs={costs} use={use} />
      <PriceNote price={price} isKnown={known !== undefined} />
    </div>
  )
}

function PriceNote({
  price,
  isKnown,
}: {
  readonly price: Price
  readonly isKnown: boolean
}): JSX.Element {
  const { label, input, cacheWrite, cacheRead, asOf, source } = price
  const lead = isKnown ? '' : 'No price is known for this model; shown is '
  return (
    <p class="note">
      {lead}
      {label}: ${input} a million tokens, cache write ${cacheWrite}, read ${cacheRead} (
      <span title={source}>
        {new URL(source).hostname}, {asOf}
      </span>
      )
    </p>
  )
}

function turnsIn(text: string): number {
  const value = Math.round(Number(text))
  return Number.isFinite(value) ? Math.min(MOST_TURNS, Math.max(1, value)) : 1
}
