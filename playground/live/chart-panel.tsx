import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { whole } from '../page/numbers.ts'
import { ScrollBox } from '../page/scroll-box.tsx'
import { Bars } from './bars.tsx'
import type { ChartData } from './chart.ts'
import { MEASURES, type Measure } from './measures.ts'
import { momentOf, type Shown } from './readout.ts'
import { type History, type Range, stepsOf } from './traffic.ts'

interface ChartPanelProps {
  readonly history: History
  readonly range: Range
}

/** What passed over time: as bars, and as a table for who does not see them. */
export function ChartPanel({ history, range }: ChartPanelProps): JSX.Element {
  const chosen = useSignal(0)
  const measure = MEASURES[chosen.value] ?? MEASURES[0]
  const data = useMemo(() => dataOf(history, range, measure), [history, range, measure])
  return (
    <section class="panel chart-panel" aria-label="Over time">
      <fieldset class="tabs">
        <legend>Over time</legend>
        {MEASURES.map(({ name }, at) => (
          <label key={name}>
            <input
              type="radio"
              name="measure"
              checked={chosen.value === at}
              onChange={() => {
                chosen.value = at
              }}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <Bars key={measure.name} data={data} measure={measure} range={range} />
      <details>
        <summary>The same as a table</summary>
        <BarTable data={data} measure={measure} range={range} />
      </details>
    </section>
  )
}

function dataOf(history: History, range: Range, { parts }: Measure): ChartData {
  const steps = stepsOf(history, range)
  return {
    times: steps.map(({ start }) => start / 1000),
    parts: parts.map(({ of }) => steps.map(({ bucket }) => of(bucket))),
  }
}

function BarTable({ data, measure, range }: Shown): JSX.Element {
  const steps = data.times
    .map((time, step) => ({ time, values: data.parts.map((part) => part[step] ?? 0) }))
    .filter(({ values }) => values.some((value) => value !== 0))
    .toReversed()
  if (steps.length === 0) return <p class="note">Nothing in the {range.name}.</p>
  return (
    <ScrollBox name={`${measure.name} as a table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">from</th>
            {measure.parts.map(({ name }) => (
              <th scope="col" class="number" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ time, values }) => (
            <tr key={time}>
              <th scope="row">{momentOf(time, range)}</th>
              {values.map((value, at) => (
                <td class="number" key={measure.parts[at]?.name}>
                  {whole(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
