import type { Passage } from '../../contracts/compressor.ts'
import { parseGap } from '../../text/gap-line.ts'
import { lineKey } from '../../text/line-key.ts'

/** A passage's lines, without their breaks; the last break is not a line of its own. */
export class PassageLines {
  readonly count: number
  readonly isTerminated: boolean
  readonly text: string
  /** Gap lines stand where lines were left out. */
  readonly isFolded: boolean
  readonly #starts: readonly number[]

  constructor({ text, folded }: Passage) {
    this.text = text
    this.isFolded = folded
    this.isTerminated = text.endsWith('\n')
    const starts = [0]
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      starts.push(at + 1)
    }
    if (!this.isTerminated) starts.push(text.length + 1)
    this.#starts = starts
    this.count = starts.length - 1
  }

  line(index: number): string {
    return this.text.slice(this.#start(index), this.#end(index))
  }

  /** Lines with the breaks between them. */
  stretch(from: number, to: number): string {
    return this.text.slice(this.#start(from), this.#end(to - 1))
  }

  equals(index: number, line: string): boolean {
    const start = this.#start(index)
    return this.#end(index) - start === line.length && this.text.startsWith(line, start)
  }

  key(index: number): number {
    return lineKey(this.text, { start: this.#start(index), end: this.#end(index) })
  }

  /** A gap line of a folded text: it stays as it is. */
  isGap(index: number): boolean {
    return this.isFolded && parseGap(this.line(index)) !== undefined
  }

  /** Characters of lines and their breaks. */
  length(from: number, to: number): number {
    return this.#start(to) - this.#start(from)
  }

  #start(index: number): number {
    return this.#starts[index] ?? 0
  }

  #end(index: number): number {
    return this.#start(index + 1) - 1
  }
}
