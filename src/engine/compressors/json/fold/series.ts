import { byteAt, floatAt } from './typed.ts'

/** What stands out in a column of numbers, in whole bits a cell. */
export interface SeriesMarks {
  /** Cell → bits; 0 for ordinary cells. */
  readonly bits: Uint8Array
  /** The first few cells with the greatest and the least number; none when they only count up. */
  readonly greatest: readonly number[]
  readonly least: readonly number[]
}

interface Spread {
  readonly low: number
  readonly middle: number
  readonly high: number
}

const FEWEST_CELLS = 8
/** Cells looked at for the quartiles. */
const SAMPLE = 401
/** Cells that stand out are few; when more than this share do, only the farther ones count. */
const MOST_MARKED_SHARE = 1 / 12

/** Outliers beyond the quartiles, jumps and disorder in sequences, and steps between levels. */
export function markSeries(numbers: Float64Array): SeriesMarks {
  const bits = new Uint8Array(numbers.length)
  if (numbers.length < FEWEST_CELLS) return { bits, ...extremes(numbers) }
  if (isSequence(numbers)) {
    markJumps(numbers, bits)
    return { bits, greatest: [], least: [] }
  }
  const spread = spreadOf(numbers)
  markOutliers(numbers, spread, bits)
  markSteps(levelled(numbers, spread), stepFence(numbers, spread), bits)
  return { bits, ...extremes(numbers) }
}

/** Cells that share an extreme; more of them say nothing more. */
const MOST_EQUAL = 3

function extremes(numbers: Float64Array): Pick<SeriesMarks, 'greatest' | 'least'> {
  let greatest = floatAt(numbers, 0)
  let least = floatAt(numbers, 0)
  for (const number of numbers) {
    if (number > greatest) greatest = number
    if (number < least) least = number
  }
  if (greatest === least) return { greatest: [], least: [] }
  return { greatest: firstCells(numbers, greatest), least: firstCells(numbers, least) }
}

function firstCells(numbers: Float64Array, wanted: number): readonly number[] {
  const cells: number[] = []
  for (let cell = 0; cell < numbers.length && cells.length < MOST_EQUAL; cell++) {
    if (numbers[cell] === wanted) cells.push(cell)
  }
  return cells
}

/** Quartiles of an even sample. */
function spreadOf(numbers: Float64Array): Spread {
  const step = Math.max(1, Math.floor(numbers.length / SAMPLE))
  const sample = numbers.filter((_, cell) => cell % step === 0).sort()
  const last = sample.length - 1
  return {
    low: floatAt(sample, last >> 2),
    middle: floatAt(sample, last >> 1),
    high: floatAt(sample, last - (last >> 2)),
  }
}

/** Share of steps that go one way in ids, times and counters. */
const ONE_WAY_SHARE = 0.95

/** True when numbers go one way all but always: ids, times, counters. */
export function isSequence(numbers: Float64Array): boolean {
  let up = 0
  let down = 0
  for (let cell = 1; cell < numbers.length; cell++) {
    if (floatAt(numbers, cell) > floatAt(numbers, cell - 1)) up++
    else if (floatAt(numbers, cell) < floatAt(numbers, cell - 1)) down++
  }
  const most = Math.max(up, down)
  return most >= (numbers.length - 1) / 2 && Math.min(up, down) <= most * (1 - ONE_WAY_SHARE)
}

/** A step this many times the usual one is a gap. */
const GAP_FACTOR = 8
const GAP_BITS = 8
const DISORDER_BITS = 14

/** Gaps in ids and times, steps backwards, stamps far away: both cells beside them. */
function markJumps(numbers: Float64Array, bits: Uint8Array): void {
  const steps = numbers.subarray(1).map((number, cell) => number - floatAt(numbers, cell))
  const sizes = steps.map((step) => Math.abs(step))
  const usual = spreadOf(sizes)
  const isUp = spreadOf(steps).middle >= 0
  let limit = GAP_FACTOR * Math.max(usual.middle, usual.high)
  while (shareAbove(sizes, limit) > MOST_MARKED_SHARE) limit *= 4
  for (let step = 0; step < steps.length; step++) {
    const isBackwards = isUp ? floatAt(steps, step) < 0 : floatAt(steps, step) > 0
    const found = isBackwards ? DISORDER_BITS : GAP_BITS
    if (isBackwards || (floatAt(sizes, step) > limit && limit > 0)) {
      bits[step] = Math.max(byteAt(bits, step), found)
      bits[step + 1] = Math.max(byteAt(bits, step + 1), found)
    }
  }
}

function shareAbove(sizes: Float64Array, limit: number): number {
  let above = 0
  for (const size of sizes) if (size > limit) above++
  return above / Math.max(FEWEST_CELLS * 2, sizes.length)
}

/** Tukey's far fence: this many quartile distances beyond the quartiles. */
const FENCE = 3
const OUTLIER_BITS = 9
const MOST_OUTLIER_BITS = 18

function markOutliers(numbers: Float64Array, spread: Spread, bits: Uint8Array): void {
  const width = spread.high - spread.low
  if (width <= 0) return
  const distances = numbers.map((number) =>
    number > spread.high ? (number - spread.high) / width : (spread.low - number) / width,
  )
  let fence = FENCE
  while (shareAbove(distances, fence) > MOST_MARKED_SHARE) fence *= 2
  for (let cell = 0; cell < numbers.length; cell++) {
    const beyond = floatAt(distances, cell) / fence
    if (!(beyond > 1)) continue
    const farther = 32 - Math.clz32(Math.min(beyond, 1024))
    bits[cell] = Math.min(MOST_OUTLIER_BITS, OUTLIER_BITS + farther)
  }
}

/** Numbers drawn in to the far fences: one outlier moves the mean of a window, but not the level. */
function levelled(numbers: Float64Array, { low, high }: Spread): Float64Array {
  const reach = (high - low) * FENCE
  if (reach <= 0) return numbers
  return numbers.map((number) => Math.max(low - reach, Math.min(high + reach, number)))
}

const FEWEST_FOR_STEPS = 24
/** Cells on each side that are compared. */
const SHORTEST_WINDOW = 6
const LONGEST_WINDOW = 50
const STEP_BITS = 14
const MOST_STEPS = 3
/** A change of level this many times what neighbours differ by, kept up over a window, is no chance. */
const STEP_FACTOR = 3

/** Differences of neighbours stay small where the level itself changes, unlike the quartiles. */
function stepFence(numbers: Float64Array, { middle }: Spread): number {
  const steps = numbers.subarray(1).map((number, cell) => Math.abs(number - floatAt(numbers, cell)))
  return Math.max(spreadOf(steps).middle, Math.abs(middle) / 64) * STEP_FACTOR
}

/** Marks the cells beside lasting changes of level, the largest few. */
function markSteps(numbers: Float64Array, fence: number, bits: Uint8Array): void {
  if (numbers.length < FEWEST_FOR_STEPS) return
  const window = Math.min(LONGEST_WINDOW, Math.max(SHORTEST_WINDOW, numbers.length >> 4))
  let before = sumOf(numbers, 0, window)
  let after = sumOf(numbers, window, window * 2)
  let best = { size: 0, cell: -1 }
  let found = 0
  for (let cell = window; cell + window <= numbers.length && found < MOST_STEPS; cell++) {
    const size = Math.abs(after - before) / window
    if (size > best.size && size > fence) best = { size, cell }
    const isPast = best.cell !== -1 && cell >= best.cell + window
    if (isPast || (best.cell !== -1 && cell + window === numbers.length)) {
      markBeside(bits, best.cell)
      found++
      best = { size: 0, cell: -1 }
    }
    before += floatAt(numbers, cell) - floatAt(numbers, cell - window)
    after += floatAt(numbers, cell + window) - floatAt(numbers, cell)
  }
}

function markBeside(bits: Uint8Array, cell: number): void {
  for (const beside of [cell - 1, cell]) bits[beside] = Math.max(byteAt(bits, beside), STEP_BITS)
}

function sumOf(numbers: Float64Array, start: number, end: number): number {
  let sum = 0
  for (let cell = start; cell < end; cell++) sum += floatAt(numbers, cell)
  return sum
}
