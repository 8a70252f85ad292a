import type { UnpackContext } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { printNumber, styleIn } from './number-style.ts'

const LEGEND =
  /^lines (\d{1,8})-(\d{1,8}) of a file, each numbered as in "[^"]{2,40}": without their numbers they stand packed in lines (\d{1,8})-(\d{1,8}) below$/

/** The reference decoder of the form `within`; its grammar is in docs/packed-lines.md. */
export function unpackWithinNumbers(packed: string, context?: UnpackContext): string | undefined {
  const parsed = parsePacked(packed)
  const match = LEGEND.exec(parsed?.legend ?? '')
  const style = styleIn(parsed?.legend ?? '')
  if (parsed?.form !== 'within' || match === null || style === undefined) return undefined
  const [from = 0, to = 0, first = 0, last = 0] = match.slice(1).map(Number)
  const lines = parsed.body.split('\n')
  if (first < 1 || last < first || last > lines.length) return undefined
  const inside = context?.unpack(lines.slice(first - 1, last).join('\n'))?.split('\n')
  if (inside?.length !== to - from + 1) return undefined
  const numbered = inside.map((line, at) => printNumber(style, from + at) + line)
  const all = [...lines.slice(0, first - 1), numbered.join('\n'), ...lines.slice(last)]
  const text = all.join('\n')
  const isSound = text.length <= UNPACKING_LIMITS.units && checksum(text) === parsed.check
  return isSound ? text : undefined
}
