import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { whole } from '../page/numbers.ts'
import { ScrollBox } from '../page/scroll-box.tsx'
import type { Chart, ChartData, ChartLook } from './chart.ts'
import { MEASURES, type Measure } from './measures.ts'
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

interface BarsProps {
  readonly data: ChartData
  readonly measure: Measure
  readonly range: Range
}

function Bars({ data, measure, range }: BarsProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null)
  const legend = useRef<HTMLUListElement>(null)
  const chart = useRef<Chart | undefined>(undefined)
  const latest = useRef(data)
  const shown = useRef(range)
  const pointed = useSignal<number | undefined>(undefined)
  latest.current = data
  shown.current = range
  useEffect(() => {
    const onPoint = (step: number | undefined): void => {
      pointed.value = step
    }
    return keptDrawn(async () => {
      const { drawChart } = await import('./chart.ts')
      if (place.current === null || legend.current === null) return undefined
      const nameOf = (time: number): string => momentOf(time, shown.current)
      const look = { ...lookIn(legend.current), nameOf, onPoint }
      chart.current = drawChart(place.current, latest.current, look)
      return chart.current
    })
  }, [])
  useEffect(() => chart.current?.draw(data), [data])
  return (
    <figure class="chart">
      <div ref={place} class="bars" role="img" aria-label={summary(data, measure, range)} />
      <figcaption>
        <ul ref={legend} class="legend">
          {measure.parts.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        <span class="readout">{readout(data, { measure, range, step: pointed.value })}</span>
      </figcaption>
    </figure>
  )
}

/** Draws anew when the browser goes from light to dark; gives what ends it. */
function keptDrawn(draw: () => Promise<Chart | undefined>): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  let last: Promise<Chart | undefined> = draw()
  const stop = (): void => void last.then((chart) => chart?.stop())
  const again = (): void => {
    stop()
    last = draw()
  }
  scheme.addEventListener('change', again)
  return () => {
    scheme.removeEventListener('change', again)
    stop()
  }
}

/** Colours as the style sheet has them: of the legend's own entries, and of the text about it. */
function lookIn(legend: HTMLElement): Pick<ChartLook, 'colors' | 'text' | 'line'> {
  const colors = [...legend.children].map((entry) => getComputedStyle(entry, '::before').color)
  const { color } = getComputedStyle(legend)
  return { colors, text: color, line: getComputedStyle(legend, '::after').color }
}

function dataOf(history: History, range: Range, { parts }: Measure): ChartData {
  const steps = stepsOf(history, range)
  return {
    times: steps.map(({ start }) => start / 1000),
    parts: parts.map(({ of }) => steps.map(({ bucket }) => of(bucket))),
  }
}

function summary({ parts }: ChartData, measure: Measure, { name }: Range): string {
  const sums = measure.parts.map(
    (part, at) => `${part.name} ${whole((parts[at] ?? []).reduce((sum, one) => sum + one, 0))}`,
  )
  return `${measure.name}, ${name}: ${sums.join(', ')} ${measure.unit}`
}

interface Pointed {
  readonly measure: Measure
  readonly range: Range
  readonly step: number | undefined
}

function readout({ times, parts }: ChartData, { measure, range, step }: Pointed): string {
  const time = step === undefined ? undefined : times[step]
  if (step === undefined || time === undefined) return measure.unit
  const figures = measure.parts.map(({ name }, at) => `${name} ${whole(parts[at]?.[step] ?? 0)}`)
  return `${momentOf(time, range)}: ${figures.join(', ')}`
}

/** The time of day; where days are looked at, the day too. */
function momentOf(seconds: number, { of }: Range): string {
  const time = new Date(seconds * 1000)
  const pad = (value: number): string => String(value).padStart(2, '0')
  const clock = `${pad(time.getHours())}:${pad(time.getMinutes())}`
  return of === 'minutes' ? clock : `${pad(time.getMonth() + 1)}-${pad(time.getDate())} ${clock}`
}

function BarTable({ data, measure, range }: BarsProps): JSX.Element {
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
