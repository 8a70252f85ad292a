import type { Passage } from '../../contracts/compressor.ts'
import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { lineSpans } from '../../text/lines.ts'
import { printPacked } from '../../text/packed-header.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { readBlameLine } from './blame-line.ts'

const LEGEND =
  'git blame: == commit, number of the first line, author and time where new; code below; numbers'

/** `undefined` for texts that are no blame, and where nothing becomes shorter. */
export function encodeBlame({ text }: Passage): string | undefined {
  if (text.length > UNPACKING_LIMITS.units) return undefined
  const width = widthIn(text)
  if (width === undefined) return undefined
  const isTerminated = text.endsWith('\n')
  const lines = (isTerminated ? text.slice(0, -1) : text).split('\n')
  if (lines.length > UNPACKING_LIMITS.lines) return undefined
  const writer = new BlameWriter(width)
  for (const line of lines) writer.write(line)
  // A body that ends with a line break says that the text does.
  if (!isTerminated && writer.out.at(-1) === '') return undefined
  const body = writer.out.join('\n') + (isTerminated ? '\n' : '')
  const legend = `${LEGEND} ${width} wide`
  const packed = printPacked({ form: 'blame', check: checksum(text), legend, body })
  return packed.length < text.length ? packed : undefined
}

/** Columns of the numbers, by the first line that is no gap; `undefined` where that is no blame. */
function widthIn(text: string): number | undefined {
  for (const { start, end } of lineSpans(text)) {
    const line = text.slice(start, text.charCodeAt(end - 1) === LINE_FEED ? end - 1 : end)
    if (parseGap(line) === undefined) return readBlameLine(line)?.width
  }
  return undefined
}

const LINE_FEED = 0x0a

class BlameWriter {
  readonly out: string[] = []
  readonly #width: number
  readonly #names = new Map<string, string>()
  #key = ''
  /** The number a line has if it needs no head. */
  #next = 0

  constructor(width: number) {
    this.#width = width
  }

  write(line: string): void {
    const blamed = readBlameLine(line)
    if (blamed === undefined || blamed.width !== this.#width) {
      this.out.push(parseGap(line) === undefined ? `==| ${line}` : line)
      return
    }
    const { key, number, code } = blamed
    if (key !== this.#key || number !== this.#next) this.#head(key, number)
    this.#key = key
    this.#next = number + 1
    this.out.push(isMisread(code) ? `|${code}` : code)
  }

  #head(key: string, number: number): void {
    const known = this.#names.get(key)
    const name = known ?? nameOf(this.#names.size)
    this.#names.set(key, name)
    this.out.push(`== ${name} ${number}${known === undefined ? ` ${key}` : ''}`)
  }
}

/** Code that the decoder would take for one of our lines. */
function isMisread(code: string): boolean {
  return code.startsWith('==') || code.startsWith('|') || parseGap(code) !== undefined
}

/** `A` … `Z`, `AA`, … */
function nameOf(index: number): string {
  let name = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(0x41 + (rest % 26)) + name
  }
  return name
}
