/** How a tool writes numbers before the lines of a file: `     1→`, `1: `, `00001| `, `L1: `. */
export interface NumberStyle {
  readonly prefix: '' | 'L'
  /** Least width of a number; 1 for numbers that are not padded. */
  readonly width: number
  readonly pad: ' ' | '0'
  /** What stands between number and line. */
  readonly separator: string
}

/** What stands before line `number`. */
export function printNumber(style: NumberStyle, number: number): string {
  const { prefix, width, pad, separator } = style
  return prefix + String(number).padStart(width, pad) + separator
}

/** Larger numbers are no line numbers. */
const MOST_DIGITS = 8

/** The number before a line, where it is written in this style; else `undefined`. */
export function numberBefore(line: string, style: NumberStyle): number | undefined {
  const { prefix, width, separator } = style
  const end = line.indexOf(separator)
  const length = end - prefix.length
  if (length < width || length > Math.max(width, MOST_DIGITS)) return undefined
  const number = Number(line.slice(prefix.length, end))
  return Number.isSafeInteger(number) && number >= 0 && line.startsWith(printNumber(style, number))
    ? number
    : undefined
}

/** Stands before a line that has no number. */
export const WITHOUT_NUMBER = '[no number] '

/** True for a line without number that could be taken for one with, or for one of our marks. */
export function looksNumbered(line: string, style: NumberStyle): boolean {
  const rest = line.replace(/^\\+/, '')
  return (
    rest.startsWith(WITHOUT_NUMBER) ||
    rest.startsWith('[… ') ||
    numberBefore(rest, style) !== undefined
  )
}

/** Numbers that are shown, also between lines that follow each other. */
export function isAnchor(number: number): boolean {
  return number % 10 === 0
}

/** The style of the sample number in the legend, as it stands before line 1. */
export function styleIn(legend: string): NumberStyle | undefined {
  const [, sample = ''] = /numbered as in "([^"]{2,40})":/.exec(legend) ?? []
  const [, letter = '', pad = '', separator = ''] =
    /^(L?)( *|0*)1(\D+)$/.exec(sample.replace('\\t', '\t')) ?? []
  if (separator === '') return undefined
  const prefix = letter === 'L' ? 'L' : ''
  return { prefix, width: pad.length + 1, pad: pad.startsWith('0') ? '0' : ' ', separator }
}
