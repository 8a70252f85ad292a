import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'

const HEAD = /^== ([A-Z]{1,6}) (\d{1,9})(?: ([^\n]{1,700}))?$/

/** The reference decoder of the form `blame`; its grammar is in docs/packed-diff.md. */
export function decodeBlame(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  const width = Number(/ (\d{1,2}) wide$/.exec(parsed?.legend ?? '')?.[1])
  if (parsed?.form !== 'blame' || Number.isNaN(width)) return undefined
  const { body, check } = parsed
  const isTerminated = body.endsWith('\n')
  const lines = expand((isTerminated ? body.slice(0, -1) : body).split('\n'), width)
  const text = lines === undefined ? undefined : lines.join('\n') + (isTerminated ? '\n' : '')
  return text !== undefined && checksum(text) === check ? text : undefined
}

function expand(source: readonly string[], width: number): readonly string[] | undefined {
  const expansion = new Expansion(width)
  for (const line of source) {
    expansion.read(line)
    if (expansion.room < 0) return undefined
  }
  return expansion.lines
}

class Expansion {
  readonly lines: string[] = []
  room: number = UNPACKING_LIMITS.units
  readonly #width: number
  readonly #keys = new Map<string, string>()
  #key = ''
  #number = 0

  constructor(width: number) {
    this.#width = width
  }

  read(line: string): void {
    const [head, name = '', first, defined] = HEAD.exec(line) ?? []
    if (head === undefined) {
      const restored = this.#restore(line)
      this.lines.push(restored)
      this.room -= restored.length + 1
      return
    }
    if (defined !== undefined) this.#keys.set(name, defined)
    this.#key = this.#keys.get(name) ?? ''
    this.#number = Number(first)
  }

  #restore(line: string): string {
    if (line.startsWith('==| ')) return line.slice('==| '.length)
    if (parseGap(line) !== undefined) return line
    const code = line.startsWith('|') ? line.slice(1) : line
    return `${this.#key} ${String(this.#number++).padStart(this.#width)}) ${code}`
  }
}
