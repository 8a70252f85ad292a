import type { Parts } from '../../contracts/compressor.ts'
import type { ContentKind } from '../../ir/content.ts'
import type { Run } from './find-runs.ts'
import type { PassageLines } from './passage-lines.ts'
import { needsEscape, printPart, printReference } from './spelling.ts'

const LEGEND = 'lines that stand above are named, not written again'
const ESCAPING = '; \\[ for a [ of the text'

/** Kinds that nobody edits by their lines; others stay as they are. */
const RECORDS: readonly ContentKind[] = [
  'json',
  'table',
  'log',
  'search',
  'listing',
  'diff',
  'build',
  'trace',
]

/** Characters of new lines below which packing them is not tried. */
const LEAST_PART = 400

/** Writes the body: references, and between them what is new. */
export class LineWriter {
  readonly #lines: PassageLines
  readonly #parts: Parts | undefined
  readonly #written: string[] = []
  #escapes = false
  /** First line that is not written yet. */
  #next = 0

  constructor(lines: PassageLines, parts: Parts | undefined) {
    this.#lines = lines
    this.#parts = lines.isFolded ? undefined : parts
  }

  refer({ from, count, first, numbers, block }: Run, name: string): void {
    this.#writeNew(from)
    const range = first === undefined ? {} : { lines: { from: first, to: first + count - 1 } }
    const ends =
      block.isRecoded === true
        ? ([this.#lines.line(from), this.#lines.line(from + count - 1)] as const)
        : undefined
    this.#written.push(printReference({ name, numbers, ends, ...range }))
    this.#next = from + count
  }

  finish(): { readonly written: readonly string[]; readonly legend: string } {
    this.#writeNew(this.#lines.count)
    return { written: this.#written, legend: this.#escapes ? LEGEND + ESCAPING : LEGEND }
  }

  #writeNew(to: number): void {
    const packed = this.#pack(to)
    if (packed === undefined) for (let at = this.#next; at < to; at++) this.#copy(at)
    else {
      const lines = packed.split('\n')
      this.#written.push(printPart(lines.length), ...lines)
    }
    this.#next = to
  }

  #copy(at: number): void {
    const line = this.#lines.line(at)
    const isEscaped = needsEscape(line)
    this.#escapes ||= isEscaped
    this.#written.push(isEscaped ? `\\${line}` : line)
  }

  /** What is new, by its own kind; a last line without text would be taken for the end of the whole. */
  #pack(to: number): string | undefined {
    if (this.#parts === undefined || this.#lines.length(this.#next, to) < LEAST_PART)
      return undefined
    const stretch = this.#lines.stretch(this.#next, to)
    if (!RECORDS.includes(this.#parts.detect(stretch).kind)) return undefined
    const packed = this.#parts.pack(stretch)
    return packed?.endsWith('\n') === true ? undefined : packed
  }
}
