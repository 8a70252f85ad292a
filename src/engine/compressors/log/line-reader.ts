import { createStampReader } from '../../columns/stamp-memo.ts'
import type { TimeStamp } from '../../columns/time-stamps.ts'
import { findStamp, type StampExtent } from './find-stamp.ts'
import { type LineTable, lineAt } from './line-table.ts'
import { WordScan } from './word-scan.ts'

/** Reads one line after the other; its fields hold what the line read last is made of. */
export class LineReader {
  line = ''
  /** Where its time stamp stands; only stamps that print back as they are count. */
  extent: StampExtent | undefined
  stamp: TimeStamp | undefined
  readonly words: WordScan
  readonly #lines: LineTable
  readonly #readsStamps: boolean
  readonly #readStamp = createStampReader()

  constructor(
    lines: LineTable,
    options: { readonly readsStamps: boolean; readonly isCoarse: boolean },
  ) {
    this.#lines = lines
    this.#readsStamps = options.readsStamps
    this.words = new WordScan(options)
  }

  read(line: number): void {
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
  }
}
