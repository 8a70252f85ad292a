import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

/** What is drawn. */
export interface ChartData {
  /** Seconds since 1970, one a step. */
  readonly times: readonly number[]
  /** The parts of each bar, from its foot up. */
  readonly parts: readonly (readonly number[])[]
}

/** How it is drawn. */
export interface ChartLook {
  /** One a part, as CSS has it. */
  readonly colors: readonly string[]
  readonly text: string
  readonly line: string
  /** A moment as the axis names it; seconds since 1970. */
  readonly nameOf: (time: number) => string
  /** Is told which step is pointed at. */
  readonly onPoint: (step: number | undefined) => void
}

/** A drawn chart. */
export interface Chart {
  draw(data: ChartData): void
  /** Puts the line that the pointer moves on a step; undefined takes it away. */
  point(step: number | undefined): void
  stop(): void
}

const HEIGHT = 200
/** The part of a step's width that its bar takes, and the most pixels it may. */
const BAR: readonly [number, number] = [0.85, 48]

/** Bars whose parts stand on one another, as wide as `place`, which it follows. */
export function drawChart(place: HTMLElement, data: ChartData, look: ChartLook): Chart {
  const { colors, text, line, nameOf, onPoint } = look
  const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } }
  const bars = UPlot.paths.bars?.({ size: [...BAR], align: 1 })
  const series = colors
    .toReversed()
    .map((fill) => ({ fill, width: 0, points: { show: false }, ...(bars && { paths: bars }) }))
  const chart = new UPlot(
    {
      width: widthOf(place),
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: {
        x: { range: wholeSteps },
        y: { range: (_chart, _low, high) => [0, Math.max(1, high)] },
      },
      series: [{}, ...series],
      axes: [
        { ...axis, incrs: INCREMENTS, values: (_chart, splits) => splits.map(nameOf) },
        { ...axis, size: 58, values: (_chart, splits) => splits.map(short) },
      ],
      hooks: { setCursor: [(drawn) => onPoint(stepUnder(drawn))] },
    },
    stacked(data),
    place,
  )
  const watch = new ResizeObserver(() => chart.setSize({ width: widthOf(place), height: HEIGHT }))
  watch.observe(place)
  return {
    draw: (next) => chart.setData(stacked(next)),
    point: (step) => {
      const time = step === undefined ? undefined : chart.data[0][step]
      const middle = (time ?? 0) + secondsOf(chart) / 2
      const left = time === undefined ? NOWHERE : chart.valToPos(middle, 'x')
      chart.setCursor({ left, top: time === undefined ? NOWHERE : 0 })
    },
    stop: () => {
      watch.disconnect()
      chart.destroy()
    },
  }
}

/** Where uPlot has a cursor that is not there. */
const NOWHERE = -10

/** Seconds between two names on the axis. */
const INCREMENTS = [1, 5, 10, 15, 30, 60, 180, 360, 720, 1440, 2880, 7200].map(
  (minutes) => 60 * minutes,
)

/** A bar stands behind its moment, so the last needs room there. */
function wholeSteps(chart: UPlot): [number, number] {
  const [times = []] = chart.data
  const [first = 0] = times
  return [first, (times.at(-1) ?? first) + secondsOf(chart)]
}

/** How long a step is. */
function secondsOf({ data: [times = []] }: UPlot): number {
  const [first = 0, second = first + 1] = times
  return second - first
}

/** The step whose bar the cursor is over; uPlot itself would say the nearest moment. */
function stepUnder(chart: UPlot): number | undefined {
  const { left = NOWHERE } = chart.cursor
  const [first, last] = wholeSteps(chart)
  const time = chart.posToVal(left, 'x')
  if (left < 0 || time < first || time > last) return undefined
  const steps = chart.data[0].length
  return Math.min(steps - 1, Math.floor((time - first) / secondsOf(chart)))
}

function widthOf(place: HTMLElement): number {
  return Math.max(1, place.clientWidth)
}

/** The highest first, so that each is drawn over the one it is a part of. */
function stacked({ times, parts }: ChartData): UPlot.AlignedData {
  const sums = parts.map((_, at) =>
    times.map((_time, step) =>
      parts.slice(0, at + 1).reduce((sum, part) => sum + Math.max(0, part[step] ?? 0), 0),
    ),
  )
  return [[...times], ...sums.toReversed()]
}

/** `12 k`: what fits beside an axis. */
function short(value: number): string {
  if (value >= 1_000_000) return `${+(value / 1_000_000).toFixed(1)} M`
  if (value >= 1000) return `${+(value / 1000).toFixed(1)} k`
  return String(+value.toFixed(2))
}
