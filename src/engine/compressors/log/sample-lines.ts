/** Lines from which templates are learnt: all of most logs, else stretches spread over the text. */
const MOST_SAMPLED = 16_384
const STRETCH = 256

export interface LineSample {
  readonly sample: readonly number[]
  /** Lines of the text for one of the sample. */
  readonly scale: number
}

export function sampleOf(count: number, isOpen: (line: number) => boolean): LineSample {
  const stretches = Math.max(1, Math.ceil(count / STRETCH))
  const step = Math.max(1, stretches / (MOST_SAMPLED / STRETCH))
  const sample: number[] = []
  for (let stretch = 0; stretch < stretches; stretch += step) {
    const start = Math.floor(stretch) * STRETCH
    const end = Math.min(count, start + STRETCH)
    for (let line = start; line < end; line++) if (isOpen(line)) sample.push(line)
  }
  return { sample, scale: step }
}
