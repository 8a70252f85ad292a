import { type NumberStyle, numberBefore } from './number-style.ts'

/** Lines looked at to find the style, and how many of them must have it, in per cent. */
const SAMPLED = 24
const LEAST_STYLED = 60
/** A line looked at may be this long. */
const LONGEST_NUMBER = 24

/** How the lines of a text are numbered, as a sample of the first ones tells; `undefined` where they are not. */
export function numberStyleOf(text: string): NumberStyle | undefined {
  const lines = firstLines(text)
  const [, prefix = '', pad = '', digits = '', separator = ''] =
    lines.map((line) => NUMBERED.exec(line)).find((match) => match !== null) ?? []
  if (digits === '') return undefined
  const width = pad === '' ? 1 : pad.length + digits.length
  const wide = {
    prefix: prefix === 'L' ? 'L' : '',
    width,
    pad: pad.startsWith('0') ? '0' : ' ',
    separator,
  } as const
  const narrow = { ...wide, separator: separator.trimEnd() || separator }
  const isWide = styledIn(lines, wide) === styledIn(lines, narrow)
  const style = isWide ? wide : narrow
  return styledIn(lines, style) * 100 >= lines.length * LEAST_STYLED ? style : undefined
}

/** Padding, number, and what parts it from the line. */
const NUMBERED = /^(L?)( *|0*)([1-9]\d{0,7})(\t|→| {0,3}[|│] ?|: ?)/

function styledIn(lines: readonly string[], style: NumberStyle): number {
  return lines.filter((line) => numberBefore(line, style) !== undefined).length
}

function firstLines(text: string): readonly string[] {
  const lines: string[] = []
  for (let start = 0; start < text.length && lines.length < SAMPLED; ) {
    const end = text.indexOf('\n', start)
    const next = end === -1 ? text.length : end
    lines.push(text.slice(start, Math.min(next, start + LONGEST_NUMBER)))
    start = next + 1
  }
  return lines
}
