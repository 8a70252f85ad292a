import { whole } from '../page/numbers.ts'
import type { ChartData } from './chart.ts'
import type { Measure } from './measures.ts'
import type { Range } from './traffic.ts'

/** What stands in a chart, as words. */
export interface Shown {
  readonly data: ChartData
  readonly measure: Measure
  readonly range: Range
}

/** All of it: what each part comes to. */
export function summaryOf({ data, measure, range }: Shown): string {
  const sums = measure.parts.map(
    ({ name }, at) => `${name} ${whole((data.parts[at] ?? []).reduce((sum, one) => sum + one, 0))}`,
  )
  return `${measure.name}, ${range.name}: ${sums.join(', ')} ${measure.unit}`
}

/** One step of it; without one, what is counted. */
export function readoutOf({ data, measure, range }: Shown, step: number | undefined): string {
  const time = step === undefined ? undefined : data.times[step]
  if (step === undefined || time === undefined) return measure.unit
  const figures = measure.parts.map(
    ({ name }, at) => `${name} ${whole(data.parts[at]?.[step] ?? 0)}`,
  )
  return `${momentOf(time, range)}: ${figures.join(', ')}`
}

/** The time of day; where days are looked at, the day too. */
export function momentOf(seconds: number, { of }: Range): string {
  const time = new Date(seconds * 1000)
  const pad = (value: number): string => String(value).padStart(2, '0')
  const clock = `${pad(time.getHours())}:${pad(time.getMinutes())}`
  return of === 'minutes' ? clock : `${pad(time.getMonth() + 1)}-${pad(time.getDate())} ${clock}`
}
