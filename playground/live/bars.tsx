import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { readoutOf, type Shown, summaryOf } from './readout.ts'
import { stepAfter } from './steps.ts'
import { useChart } from './use-chart.ts'

/** A bar a step, which the pointer and the keys walk over: a slider whose value is the moment looked at. */
export function Bars(props: Shown): JSX.Element {
  const { data, measure } = props
  const legend = useRef<HTMLUListElement>(null)
  const pointed = useSignal<number | undefined>(undefined)
  const { place, chart } = useChart({ props, legend, pointed })
  const found = pointed.value === undefined ? -1 : data.times.indexOf(pointed.value)
  const step = found === -1 ? undefined : found
  const last = data.times.length - 1
  const goTo = (next: number | undefined): void => {
    pointed.value = next === undefined ? undefined : data.times[next]
    chart.current?.point(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = stepAfter(event.key, { step: step ?? last, last })
    if (next === undefined) return
    event.preventDefault()
    goTo(next === 'none' ? undefined : next)
  }
  return (
    <figure class="chart">
      <div
        ref={place}
        class="bars"
        role="slider"
        tabIndex={0}
        aria-label={summaryOf(props)}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={step ?? last}
        aria-valuetext={readoutOf(props, step ?? last)}
        onFocus={() => goTo(step ?? last)}
        onBlur={() => goTo(undefined)}
        onKeyDown={onKeyDown}
      />
      <figcaption>
        <ul ref={legend} class="legend">
          {measure.parts.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        <span class="readout">{readoutOf(props, step)}</span>
      </figcaption>
    </figure>
  )
}
