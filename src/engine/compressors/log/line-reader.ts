import type { LineStamps } from './line-stamps.ts'
import { type LineTable, lineAt } from './line-table.ts'
import { WordScan } from './word-scan.ts'

/** Reads one line after the other; its fields hold what the line read last is made of. */
export class LineReader {
  line = ''
  /** Where its time stamp stands; -1 for none. */
  stampStart = -1
  stampEnd = -1
  readonly words: WordScan
  /** Of the line read last, once scanned or recalled. */
  signature = 0
  frame = 0
  readonly #lines: LineTable
  readonly #stamps: LineStamps | undefined
  /** Signature and frame of each line scanned before, and whether there are any. */
  readonly #scans: Int32Array
  readonly #isScanned: Uint8Array
  #number = 0

  /** Without `stamps` no line has one. */
  constructor(
    lines: LineTable,
    { stamps, isCoarse }: { readonly stamps: LineStamps | undefined; readonly isCoarse: boolean },
  ) {
    this.#lines = lines
    this.#stamps = stamps
    this.words = new WordScan({ isCoarse })
    this.#scans = new Int32Array(lines.count * 2)
    this.#isScanned = new Uint8Array(lines.count)
  }

  read(line: number): void {
    this.#number = line
    this.line = lineAt(this.#lines, line)
    if (this.#stamps === undefined) return
    this.stampEnd = this.#stamps.endOf(line, this.line)
    this.stampStart = this.stampEnd === -1 ? -1 : (this.#stamps.starts[line] ?? 0)
  }

  /** Cuts the line read last into words. */
  scan(): void {
    this.words.scan(this.line, this.stampStart, this.stampEnd)
    this.signature = this.words.signature
    this.frame = this.words.frame
    this.#scans[this.#number * 2] = this.signature
    this.#scans[this.#number * 2 + 1] = this.frame
    this.#isScanned[this.#number] = 1
  }

  /** Signature and frame of the line read last, without its words where it was scanned before. */
  recognize(): void {
    if (this.#isScanned[this.#number] !== 1) {
      this.scan()
      return
    }
    this.signature = this.#scans[this.#number * 2] ?? 0
    this.frame = this.#scans[this.#number * 2 + 1] ?? 0
  }
}
