import type { TimeStamp } from '../../columns/time-stamps.ts'
import { findStamp, type StampExtent } from './find-stamp.ts'
import { type LineTable, lineAt } from './line-table.ts'
import { createLogStampReader } from './log-stamps.ts'
import { WordScan } from './word-scan.ts'

/** Reads one line after the other; its fields hold what the line read last is made of. */
export class LineReader {
  line = ''
  /** Where its time stamp stands; only stamps that print back as they are count. */
  extent: StampExtent | undefined
  stamp: TimeStamp | undefined
  readonly words: WordScan
  /** Of the line read last, once scanned or recalled. */
  signature = 0
  frame = 0
  readonly #lines: LineTable
  readonly #readsStamps: boolean
  readonly #readStamp: (text: string) => TimeStamp | undefined
  /** Signature and frame of each line scanned before, and whether there are any. */
  readonly #scans: Int32Array
  readonly #isScanned: Uint8Array
  #number = 0

  constructor(
    lines: LineTable,
    options: { readonly readsStamps: boolean; readonly isCoarse: boolean },
  ) {
    this.#lines = lines
    this.#readsStamps = options.readsStamps
    this.#readStamp = createLogStampReader()
    this.words = new WordScan(options)
    this.#scans = new Int32Array(lines.count * 2)
    this.#isScanned = new Uint8Array(lines.count)
  }

  read(line: number): void {
    this.#number = line
    this.line = lineAt(this.#lines, line)
    this.extent = this.#readsStamps ? findStamp(this.line) : undefined
    this.stamp =
      this.extent === undefined
        ? undefined
        : this.#readStamp(this.line.slice(this.extent.start, this.extent.end))
    if (this.stamp === undefined) this.extent = undefined
  }

  /** Cuts the line read last into words. */
  scan(): void {
    this.words.scan(this.line, this.extent)
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
