import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Chart, ChartLook } from './chart.ts'
import { momentOf, type Shown } from './readout.ts'

interface ChartPlan {
  readonly props: Shown
  /** Whose colours the bars take. */
  readonly legend: RefObject<HTMLUListElement>
  /** The moment pointed at, in seconds since 1970: it stays when time goes on. */
  readonly pointed: Signal<number | undefined>
}

/** A chart in `place` that follows its data, the pointer, and whether it is dark. */
export function useChart({ props, legend, pointed }: ChartPlan): {
  readonly place: RefObject<HTMLDivElement>
  readonly chart: RefObject<Chart | undefined>
} {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | undefined>(undefined)
  const latest = useRef(props)
  latest.current = props
  useEffect(
    () =>
      keptDrawn(async () => {
        const { drawChart } = await import('./chart.ts')
        if (place.current === null || legend.current === null) return undefined
        const look = {
          ...lookIn(legend.current),
          nameOf: (time: number): string => momentOf(time, latest.current.range),
          onPoint: (step: number | undefined): void => {
            pointed.value = step === undefined ? undefined : latest.current.data.times[step]
          },
        }
        chart.current = drawChart(place.current, latest.current.data, look)
        return chart.current
      }),
    [],
  )
  useEffect(() => {
    const moment = pointed.value
    chart.current?.draw(props.data)
    const step = moment === undefined ? -1 : props.data.times.indexOf(moment)
    // uPlot takes the new data's place on its axis over in a microtask of its own.
    if (step !== -1) queueMicrotask(() => chart.current?.point(step))
  }, [props.data])
  return { place, chart }
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
