/** How many whole lines to take from where. */
export interface LineSampling {
  readonly head: number
  readonly tail: number
  /** Stretches between head and tail, evenly spread, of `stretch` lines each. */
  readonly stretches: number
  readonly stretch: number
}

/** Only a line's beginning and end tell; what is longer loses its middle. */
const LONGEST = 640

/** Lines from both ends of a text and from between, each without its break; the cost is bounded. */
export function sampleLines(text: string, sampling: LineSampling): readonly string[] {
  const { head, tail, stretches, stretch } = sampling
  const room = (head + tail + stretches * stretch) * REACH
  if (text.length <= room) {
    const lines = text.split('\n')
    if (lines.length <= head + tail + stretches * stretch) return lines.map(shortened)
  }
  const lines = linesFrom(text, 0, head)
  const step = Math.floor(text.length / (stretches + 1))
  for (let nth = 1; nth <= stretches; nth++) {
    const from = text.indexOf('\n', nth * step)
    if (from !== -1 && from - nth * step < REACH * stretch) {
      lines.push(...linesFrom(text, from + 1, stretch))
    }
  }
  const end = text.slice(-tail * REACH).split('\n')
  lines.push(...end.slice(1).slice(-tail).map(shortened))
  return lines
}

/** Characters allowed a line on average. */
const REACH = 400

function linesFrom(text: string, from: number, count: number): string[] {
  return text
    .slice(from, from + count * REACH)
    .split('\n', count)
    .map(shortened)
}

function shortened(line: string): string {
  return line.length <= LONGEST
    ? line
    : line.slice(0, LONGEST >> 1) + line.slice(line.length - (LONGEST >> 1))
}
