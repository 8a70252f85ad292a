import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { type CacheUse, costOf, PRICES, type Price, priceOf } from '../money/prices.ts'
import type { Model } from '../page/model.ts'
import { dollars, duration, percent, whole } from '../page/numbers.ts'
import { whyLittle } from './why-little.ts'

/** Tokens and money, before and after. */
export function Figures({ model }: { readonly model: Model }): JSX.Element | null {
  const outcome = model.outcome.value
  if (outcome === undefined) return null
  const { tokensBefore, tokensAfter, milliseconds, counting, budget } = outcome.report
  const saved = tokensBefore - tokensAfter
  const share = tokensBefore === 0 ? 0 : saved / tokensBefore
  const by =
    counting.basis === 'exact'
      ? `counted with ${counting.encoding}`
      : `${counting.basis}: ${counting.encoding} × ${counting.factor}`
  const why = whyLittle(outcome, model.settings.value)
  return (
    <section class="figures" aria-label="Figures">
      <dl class="numbers">
        <Figure name="before" value={whole(tokensBefore)} unit="tokens" />
        <Figure name="after" value={whole(tokensAfter)} unit="tokens" />
        <Figure name="saved" value={percent(share)} unit={`${whole(saved)} tokens`} kind="saved" />
      </dl>
      <Bar share={share} />
      <Money before={tokensBefore} after={tokensAfter} model={counting.model} />
      <p class="note">
        {counting.model}, {by} · {duration(milliseconds)}
        {budget !== undefined && !budget.met ? (
          <strong> · the budget is missed by {whole(budget.missing)} tokens</strong>
        ) : null}
      </p>
      {why === undefined ? null : <p class="note why">Why so little? {why}</p>}
    </section>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: string
  readonly unit: string
  readonly kind?: string
}

function Figure({ name, value, unit, kind = '' }: FigureProps): JSX.Element {
  return (
    <div class={kind}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b> <span>{unit}</span>
      </dd>
    </div>
  )
}

function Bar({ share }: { readonly share: number }): JSX.Element {
  const left = Math.max(0, Math.min(1, 1 - share))
  return (
    <div class="bar" role="img" aria-label={`${percent(left)} of the tokens are left`}>
      <div style={{ width: `${100 * left}%` }} />
    </div>
  )
}

const FIRST_TURNS = 20
const MOST_TURNS = 1000

interface MoneyProps {
  readonly before: number
  readonly after: number
  readonly model: string
}

/** What holding these tokens in the context costs over the turns of a session. */
function Money({ before, after, model }: MoneyProps): JSX.Element {
  const turns = useSignal(FIRST_TURNS)
  const cache = useSignal<CacheUse>('cached')
  const known = priceOf(model)
  const price = known ?? PRICES[0]
  if (price === undefined) return <span />
  const use = { turns: turns.value, cache: cache.value }
  const costs = [costOf(before, price, use), costOf(after, price, use)] as const
  return (
    <div class="money">
      <p>
        <b>{dollars(costs[0])}</b> → <b class="good">{dollars(costs[1])}</b> of input over{' '}
        <input
          type="number"
          aria-label="turns"
          min="1"
          max={MOST_TURNS}
          value={turns.value}
          onInput={(event) => {
            turns.value = turnsIn(event.currentTarget.value)
          }}
        />{' '}
        turns,{' '}
        <select
          aria-label="cache behaviour"
          value={cache.value}
          onChange={(event) => {
            cache.value = event.currentTarget.value as CacheUse
          }}
        >
          <option value="cached">written to the cache once, then read from it</option>
          <option value="uncached">sent anew each turn</option>
        </select>
      </p>
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
