/** Lines from which templates are learnt: all of most logs, else stretches spread over the text. */
const MOST_SAMPLED = 6144
const STRETCH = 64

export interface LineSample {
  readonly sample: readonly number[]
  /** Lines of the text for one of the sample. */
  readonly scale: number
}

/** A sample of the lines that are open. */
export function sampleOf(count: number, isOpen: (line: number) => boolean): LineSample {
  const open = openLines(count, isOpen)
  const stretches = Math.max(1, Math.ceil(open.length / STRETCH))
  const step = Math.max(1, stretches / (MOST_SAMPLED / STRETCH))
  const sample: number[] = []
  for (let stretch = 0; stretch < stretches; stretch += step) {
    const start = Math.floor(stretch) * STRETCH
    for (const line of open.subarray(start, start + STRETCH)) sample.push(line)
  }
  return { sample, scale: step }
}

/** Part of a sample, in stretches as well: neighbours stay neighbours. */
export function thinned({ sample, scale }: LineSample, most: number): LineSample {
  const keep = Math.ceil(sample.length / most)
  if (keep <= 1) return { sample, scale }
  const part = sample.filter((_, index) => Math.floor(index / STRETCH) % keep === 0)
  return { sample: part, scale: (scale * sample.length) / part.length }
}

function openLines(count: number, isOpen: (line: number) => boolean): Int32Array {
  const open = new Int32Array(count)
  let next = 0
  for (let line = 0; line < count; line++) if (isOpen(line)) open[next++] = line
  return open.subarray(0, next)
}
