import type { JSX } from 'preact'
import { Money } from '../money/money.tsx'
import type { Model } from '../page/model.ts'
import { duration, percent, whole } from '../page/numbers.ts'
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
      <div class="tokens">
        <dl class="numbers">
          <Figure name="before" value={whole(tokensBefore)} unit="tokens" />
          <Figure name="after" value={whole(tokensAfter)} unit="tokens" />
          <Figure
            name="saved"
            value={percent(share)}
            unit={`${whole(saved)} tokens`}
            kind="saved"
          />
        </dl>
        <Bar share={share} />
        <p class="note">
          {counting.model}, {by} · {duration(milliseconds)}
          {budget !== undefined && !budget.met ? (
            <strong> · the budget is missed by {whole(budget.missing)} tokens</strong>
          ) : null}
        </p>
      </div>
      <Money before={tokensBefore} after={tokensAfter} model={counting.model} use={model.use} />
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
