import { lineOf, lineStartsOf } from '../text/line-starts.ts'
import { frameAt, isTraceHead, isTraceRest } from '../text/stack-frames/frame-at.ts'
import type { LineSample } from './line-sample.ts'

/** Fewer frames are read faster than judged. */
const FEWEST_FRAMES = 3
/** … but for those below a message. */
const FEWEST_BELOW_HEAD = 2
/** Per cent of lines with words that frames, messages and causes must make up. */
const LEAST_SHARE = 60
const SURE_SHARE = 80
/** Less than what other kinds are when they are sure: builds and logs hold traces too. */
const LIKELY = 75

/** Confidence, 0 … 100, that a text is stack traces and little else. */
export function recognizeTrace({ lines, written }: LineSample): number {
  const framed = written.filter((line) => MAY_BE_FRAME.test(line)).length
  if (framed * 8 < written.length) return 0
  const seen = survey(lines.join('\n'))
  const share = Math.floor((seen.explained * 100) / Math.max(1, seen.lines))
  const fewest = seen.heads > 0 ? FEWEST_BELOW_HEAD : FEWEST_FRAMES
  if (seen.frames < fewest || share < LEAST_SHARE) return 0
  return share >= SURE_SHARE && seen.heads > 0 ? 99 : LIKELY
}

/** A cheap look: every kind of frame begins with one of these. */
const MAY_BE_FRAME =
  /^[\s|E+]{0,60}(?:at |File "|#\d|❯ |\d{1,5}: |from )|^\t\S|^[^@\s]{0,200}@[a-z-]{3,20}:\/\//

interface Survey {
  readonly lines: number
  readonly explained: number
  readonly frames: number
  readonly heads: number
}

function survey(sample: string): Survey {
  const lines = lineStartsOf(sample)
  let [words, explained, frames, heads] = [0, 0, 0, 0]
  for (let line = 0; line < lines.count; ) {
    const text = lineOf(lines, line).replace(/\r$/, '')
    const frame = frameAt(text, (offset) => lineOf(lines, line + offset))
    const isHead = frame === undefined && isTraceHead(text)
    const taken = frame?.lines ?? 1
    if (text.trim() !== '') words += taken
    if (frame !== undefined) frames++
    if (isHead) heads++
    if (frame !== undefined || isHead || isTraceRest(text)) explained += taken
    line += taken
  }
  return { lines: words, explained, frames, heads }
}
