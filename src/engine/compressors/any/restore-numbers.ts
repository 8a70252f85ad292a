import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import {
  looksNumbered,
  type NumberStyle,
  numberBefore,
  printNumber,
  styleIn,
  WITHOUT_NUMBER,
} from './number-style.ts'

/** The reference decoder of the form `numbered`; its grammar is in docs/packed-lines.md. */
export function restoreNumbers(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'numbered') return undefined
  const { body, check, legend } = parsed
  const style = styleIn(legend)
  if (style === undefined) return undefined
  const isTerminated = body.endsWith('\n')
  const lines: string[] = []
  let [next, room] = [0, UNPACKING_LIMITS.units as number]
  for (const line of (isTerminated ? body.slice(0, -1) : body).split('\n')) {
    const restored = restoredLine(line, style, next)
    lines.push(restored)
    room -= restored.length + 1
    if (room < 0) return undefined
    const number = numberBefore(restored, style)
    if (number !== undefined) next = number + 1
  }
  const text = lines.join('\n') + (isTerminated ? '\n' : '')
  return checksum(text) === check ? text : undefined
}

function restoredLine(line: string, style: NumberStyle, next: number): string {
  if (line.startsWith(WITHOUT_NUMBER)) return line.slice(WITHOUT_NUMBER.length)
  if (parseGap(line) !== undefined || numberBefore(line, style) !== undefined) return line
  const isEscaped = line.startsWith('\\') && looksNumbered(line, style)
  return printNumber(style, next) + (isEscaped ? line.slice(1) : line)
}
