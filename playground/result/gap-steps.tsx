import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Model } from '../page/model.ts'
import { quietly } from './use-rows.ts'

interface GapStepsProps {
  readonly model: Model
  readonly block: string
  readonly onStep: (line: number) => void
}

/** Goes from gap to gap, where a block has any. */
export function GapSteps({ model, block, onStep }: GapStepsProps): JSX.Element {
  const gaps = useSignal<readonly number[]>([])
  const at = useSignal(-1)
  useEffect(() => {
    at.value = -1
    void quietly(model.engine().gaps(block)).then((lines) => {
      gaps.value = lines ?? []
    })
  }, [block, model.outcome.value])
  const count = gaps.value.length
  if (count === 0) return <span />
  const step = (by: number): void => {
    at.value = (Math.max(at.value, by < 0 ? 0 : -1) + by + count) % count
    const line = gaps.value[at.value]
    if (line !== undefined) onStep(line)
  }
  return (
    <span class="gap-steps">
      <span class="quiet">
        {at.value < 0 ? `${count} left out` : `${at.value + 1} of ${count}`}
      </span>
      <button type="button" aria-label="Previous gap" onClick={() => step(-1)}>
        ↑
      </button>
      <button type="button" aria-label="Next gap" onClick={() => step(1)}>
        ↓
      </button>
    </span>
  )
}
