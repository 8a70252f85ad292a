import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Model } from '../page/model.ts'
import { whole } from '../page/numbers.ts'
import { ScrollBox } from '../page/scroll-box.tsx'

/** One button that decodes and re-reads everything, and says what held. */
export function ProvePanel({ model }: { readonly model: Model }): JSX.Element {
  const isBusy = useSignal(false)
  const proofs = model.proofs.value
  const prove = async (): Promise<void> => {
    isBusy.value = true
    await model.prove().finally(() => {
      isBusy.value = false
    })
  }
  const failed = proofs?.filter(({ holds }) => !holds).length ?? 0
  return (
    <section class="panel prove" aria-label="Prove">
      <h2>Is anything lost?</h2>
      <p>
        Decodes every packed block and compares it with what came in, and reads every original back
        from the store.
      </p>
      <button type="button" class="main" onClick={() => void prove()} disabled={isBusy.value}>
        {isBusy.value ? 'Proving …' : 'Prove it'}
      </button>
      {proofs === undefined ? null : (
        <div aria-live="polite">
          <p class={failed === 0 ? 'good verdict' : 'failed verdict'}>
            {failed === 0
              ? `${proofs.length === 1 ? 'The check holds' : `All ${whole(proofs.length)} checks hold`}.`
              : `${whole(failed)} of ${whole(proofs.length)} checks failed.`}
          </p>
          <ScrollBox name="Checks" kind="checks">
            <ul>
              {proofs.slice(0, MOST_SHOWN).map(({ block, what, holds, detail }, at) => (
                <li key={at} class={holds ? 'holds' : 'failed'}>
                  <b>{block}</b> {what}: {detail}
                </li>
              ))}
            </ul>
          </ScrollBox>
          {proofs.length > MOST_SHOWN ? (
            <p class="note">and {whole(proofs.length - MOST_SHOWN)} more</p>
          ) : null}
        </div>
      )}
    </section>
  )
}

const MOST_SHOWN = 200
