import { checksum } from '../../text/checksum.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'

/** The reference decoder of the form `lines`; its grammar is in docs/packed-log.md. */
export function expandLines(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'lines') return undefined
  const { body, check } = parsed
  const isTerminated = body.endsWith('\n')
  const expansion = new Expansion()
  for (const line of (isTerminated ? body.slice(0, -1) : body).split('\n')) {
    if (!expansion.read(line)) return undefined
  }
  const text = expansion.text() + (isTerminated ? '\n' : '')
  return checksum(text) === check ? text : undefined
}

const DEFINITION = /^\[block ([A-Z]{1,5}) = the next (\d{1,9}) lines\]$/
const AGAIN = /^\[block ([A-Z]{1,5}) again\]$/
const MORE = /^\[the (?:line|(\d{1,9}) lines) above (\d{1,9}) more times\]$/
const ESCAPED = /^\\+\[(?:block|the) /

class Expansion {
  readonly #lines: string[] = []
  readonly #blocks = new Map<string, { readonly from: number; readonly length: number }>()
  #room: number = UNPACKING_LIMITS.units

  text(): string {
    return this.#lines.join('\n')
  }

  /** False for a line that makes no sense. */
  read(line: string): boolean {
    if (line.startsWith('[block ') || line.startsWith('[the ')) return this.#follow(line)
    return this.#add(ESCAPED.test(line) ? line.slice(1) : line)
  }

  #follow(line: string): boolean {
    const [, name = '', length] = DEFINITION.exec(line) ?? []
    if (length !== undefined) {
      this.#blocks.set(name, { from: this.#lines.length, length: Number(length) })
      return true
    }
    const again = AGAIN.exec(line)
    if (again !== null) return this.#copyBlock(again[1] ?? '')
    const [, period = '1', times] = MORE.exec(line) ?? []
    return times !== undefined && this.#copyMore(Number(period), Number(times))
  }

  #copyBlock(name: string): boolean {
    const block = this.#blocks.get(name)
    if (block === undefined || block.from + block.length > this.#lines.length) return false
    return this.#copy(block.from, block.length)
  }

  #copyMore(period: number, times: number): boolean {
    const from = this.#lines.length - period
    if (from < 0 || period < 1) return false
    for (let time = 0; time < times; time++) if (!this.#copy(from, period)) return false
    return true
  }

  #copy(from: number, length: number): boolean {
    for (let line = from; line < from + length; line++) {
      if (!this.#add(this.#lines[line] ?? '')) return false
    }
    return true
  }

  #add(line: string): boolean {
    this.#room -= line.length + 1
    this.#lines.push(line)
    return this.#room >= 0 && this.#lines.length <= UNPACKING_LIMITS.lines
  }
}
