import type { Passage } from '../../contracts/compressor.ts'
import type { LineTable } from '../../contracts/earlier.ts'
import { parseGap } from '../../text/gap-line.ts'

/** A passage's lines, without their breaks. */
export class PassageLines {
  readonly count: number
  readonly isTerminated: boolean
  readonly text: string
  /** Gap lines stand where lines were left out. */
  readonly isFolded: boolean
  readonly #table: LineTable

  constructor({ text, folded }: Passage, table: LineTable) {
    this.text = text
    this.isFolded = folded
    this.count = table.count
    this.isTerminated = table.isTerminated
    this.#table = table
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
    return this.#table.keys[index] ?? 0
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
    return this.#table.starts[index] ?? 0
  }

  #end(index: number): number {
    return this.#start(index + 1) - 1
  }
}
