import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Row } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { GapBar } from './gap-bar.tsx'
import { GapSteps } from './gap-steps.tsx'
import { TextPane } from './text-pane.tsx'
import { originText, usePointing } from './use-pointing.ts'

interface ComparePanesProps {
  readonly model: Model
  readonly block: string
}

/** One block before and after, side by side; the left follows what is pointed at on the right. */
export function ComparePanes({ model, block }: ComparePanesProps): JSX.Element {
  const { row, origin, wishes, point, stepTo } = usePointing(model, block)
  const gap = useSignal<Row | undefined>(undefined)
  const showsTokens = useSignal(false)
  useEffect(() => {
    gap.value = undefined
  }, [block, model.outcome.value])
  const pointed = row.value === undefined ? undefined : { from: row.value.line, to: row.value.line }
  const common = { model, block, showsTokens: showsTokens.value }
  return (
    <section aria-label="Before and after">
      <div class="panes">
        <div class="pane">
          <div class="pane-head">
            <h2>Before</h2>
          </div>
          <TextPane
            {...common}
            side="before"
            title="Before"
            marked={origin.value}
            wish={wishes.before.value}
          />
        </div>
        <div class="pane">
          <div class="pane-head">
            <h2>What the model reads</h2>
            <GapSteps model={model} block={block} onStep={stepTo} />
            <TokenSwitch isOn={showsTokens} />
          </div>
          <TextPane
            {...common}
            side="after"
            title="What the model reads"
            marked={pointed}
            wish={wishes.after.value}
            onRow={(shown) => void point(shown)}
            onPick={(shown) => {
              gap.value = shown
            }}
          />
        </div>
      </div>
      <p class="origin" aria-live="polite">
        {originText(row.value, origin.value)}
      </p>
      {gap.value === undefined ? null : <GapBar model={model} block={block} row={gap} />}
    </section>
  )
}

function TokenSwitch({ isOn }: { readonly isOn: { value: boolean } }): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn.value}
        onChange={(event) => Object.assign(isOn, { value: event.currentTarget.checked })}
      />
      show tokens
    </label>
  )
}
