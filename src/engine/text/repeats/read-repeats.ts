import { UNPACKING_LIMITS } from '../unpacking-limits.ts'

/** The text whose repeated lines a body of the form `lines` writes once; `undefined` for what makes no sense. */
export function readRepeats(body: string): string | undefined {
  const isTerminated = body.endsWith('\n')
  const expansion = new Expansion()
  for (const line of (isTerminated ? body.slice(0, -1) : body).split('\n')) {
    if (!expansion.read(line)) return undefined
  }
  return expansion.text() + (isTerminated ? '\n' : '')
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
