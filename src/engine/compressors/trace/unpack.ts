import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { expandBody } from '../../text/phrases/expand-body.ts'
import { readRepeats } from '../../text/repeats/read-repeats.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'

/** The reference decoder of the form `trace`; its grammar is in docs/packed-trace.md. */
export function unpackTrace(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'trace') return undefined
  const lines = expandBody(parsed.body)
  const short = lines === undefined ? undefined : readRepeats(lines)
  if (short === undefined) return undefined
  const text = withFiles(short)
  return text !== undefined && checksum(text) === parsed.check ? text : undefined
}

function withFiles(short: string): string | undefined {
  let room: number = UNPACKING_LIMITS.units
  const lines: string[] = []
  for (const line of short.split('\n')) {
    const whole = wholeLine(line)
    room -= whole.length + 1
    if (room < -1) return undefined
    lines.push(whole)
  }
  return lines.join('\n')
}

function wholeLine(line: string): string {
  if (line.startsWith('|')) return line.slice(1)
  if (!line.includes(':') || (line.startsWith('[') && parseGap(line) !== undefined)) return line
  return line.replace(SHORT_JAVA, '$1($2.java$3').replace(SHORT_OTHER, '$1($2$3')
}

/** A method with its class, then a place whose file is the class's own. */
const SHORT_JAVA =
  /(?<![\w$])(([A-Za-z_]\w{0,200})(?:\$[\w$]{0,300})?\.[\w$<>]{1,200})\((:\d{1,9}\))/g
const SHORT_OTHER =
  /(?<![\w$])(([A-Za-z_]\w{0,200})(?:\$[\w$]{0,300})?\.[\w$<>]{1,200})\((\.(?:kt|scala|groovy):\d{1,9}\))/g
