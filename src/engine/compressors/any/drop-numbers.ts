import type { Packer, Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { numberStyleOf } from './find-number-style.ts'
import {
  isAnchor,
  looksNumbered,
  type NumberStyle,
  numberBefore,
  printNumber,
  WITHOUT_NUMBER,
} from './number-style.ts'
import { restoreNumbers } from './restore-numbers.ts'

/** Line numbers that go up by one, as `cat -n` and file tools print them, shown on each tenth line only. */
export const dropNumbers: Packer = {
  mode: 'pack',
  name: 'any/drop-numbers',
  form: 'numbered',
  keepsLines: true,
  accepts: ['unknown'],
  pack: showTenths,
  unpack: restoreNumbers,
  preserves: (original, packed) => (restoreNumbers(packed) === original ? 'bytes' : undefined),
  standing: () => [{ from: 1, to: Number.POSITIVE_INFINITY }],
}

function showTenths({ text, folded }: Passage): string | undefined {
  const style = text.length > UNPACKING_LIMITS.units ? undefined : numberStyleOf(text)
  if (style === undefined) return undefined
  const isTerminated = text.endsWith('\n')
  const lines = (isTerminated ? text.slice(0, -1) : text).split('\n')
  const { written, dropped, hasStrays } = withoutNumbers(lines, { style, folded, isTerminated })
  if (dropped * 100 < lines.length * LEAST_SHARE) return undefined
  const body = written.join('\n') + (isTerminated ? '\n' : '')
  const legend = legendOf(style, hasStrays)
  const packed = printPacked({ form: 'numbered', check: checksum(text), legend, body })
  return packed.length < text.length ? packed : undefined
}

/** Numbers must go from this share of the lines, in per cent. */
const LEAST_SHARE = 50

function legendOf(style: NumberStyle, hasStrays: boolean): string {
  const sample = JSON.stringify(printNumber(style, 1))
  const strays = hasStrays ? `; ${WITHOUT_NUMBER.trim()}: the line has none` : ''
  return `lines are exact, numbered as in ${sample}: only each tenth number is shown, those between go up by one${strays}`
}

interface Circumstances {
  readonly style: NumberStyle
  readonly folded: boolean
  /** Where the last line has no break, nothing would be left of an empty one. */
  readonly isTerminated: boolean
}

interface Written {
  readonly written: readonly string[]
  readonly dropped: number
  /** True where a line has no number. */
  readonly hasStrays: boolean
}

/** A line shows its number where that ends in 0 or does not follow the last one. */
function withoutNumbers(
  lines: readonly string[],
  { style, folded, isTerminated }: Circumstances,
): Written {
  const written: string[] = []
  const open = isTerminated ? -1 : lines.length - 1
  let [next, dropped, hasStrays] = [0, 0, false]
  for (const [at, line] of lines.entries()) {
    const number = numberBefore(line, style)
    const isStray = number === undefined && !(folded && isGap(line))
    const isDropped = number === next && !isAnchor(number) && at !== open
    if (isDropped) written.push(bare(line.slice(printNumber(style, number).length), style))
    else written.push(isStray ? WITHOUT_NUMBER + line : line)
    dropped += Number(isDropped)
    hasStrays ||= isStray
    next = (number ?? next - 1) + 1
  }
  return { written, dropped, hasStrays }
}

function isGap(line: string): boolean {
  return parseGap(line) !== undefined
}

function bare(line: string, style: NumberStyle): string {
  return looksNumbered(line, style) ? `\\${line}` : line
}
