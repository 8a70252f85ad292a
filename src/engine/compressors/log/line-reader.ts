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
  /** Values are whole words: of a folded text, where each row must be readable by itself. */
  readonly areWordsWhole: boolean
  /** Of the line read last, once scanned or recalled. */
  signature = 0
  frame = 0
  readonly #lines: LineTable
  readonly #stamps: LineStamps | undefined
  /** Signature and frame of each line scanned before, and whether there are any. */
  readonly #scans: Int32Array
  readonly #isScanned: Uint8Array
  readonly #kept: KeptWords
  #number = 0

  /** Without `stamps`, as of a folded text, no line has one and words stand whole. */
  constructor(
    lines: LineTable,
    { stamps, isCoarse }: { readonly stamps: LineStamps | undefined; readonly isCoarse: boolean },
  ) {
    this.#lines = lines
    this.#stamps = stamps
    this.areWordsWhole = stamps === undefined
    this.words = new WordScan({ isCoarse })
    this.#scans = new Int32Array(lines.count * 2)
    this.#isScanned = new Uint8Array(lines.count)
    this.#kept = new KeptWords()
  }

  read(line: number): void {
    this.#number = line
    this.line = lineAt(this.#lines, line)
    if (this.#stamps === undefined) return
    this.stampEnd = this.#stamps.endOf(line, this.line)
    this.stampStart = this.stampEnd === -1 ? -1 : (this.#stamps.starts[line] ?? 0)
  }

  /** Cuts the line read last into words and keeps them for `recall`. */
  keep(): void {
    if (this.#kept.restore(this.#number, this.words)) this.recognize()
    else {
      this.scan()
      this.#kept.add(this.#number, this.words)
    }
  }

  /** The words of the line read last, as `scan` gives them. */
  recall(): void {
    if (!this.#kept.restore(this.#number, this.words)) this.scan()
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

/** Words of the lines that templates are learnt from, in one flat array. */
class KeptWords {
  /** By line: where its words begin in `#words`. */
  readonly #startOf = new Map<number, number>()
  /** A line's number of words, then start, end and kind of each. */
  #words: Int32Array = new Int32Array(4096)
  #length = 0

  add(line: number, { count, starts, ends, kinds }: WordScan): void {
    this.#makeRoom(1 + count * 3)
    const words = this.#words
    let at = this.#length
    this.#startOf.set(line, at)
    words[at++] = count
    for (let word = 0; word < count; word++) {
      words[at] = starts[word] ?? 0
      words[at + 1] = ends[word] ?? 0
      words[at + 2] = kinds[word] ?? 0
      at += 3
    }
    this.#length = at
  }

  /** False for a line that was not added. */
  restore(line: number, scan: WordScan): boolean {
    const start = this.#startOf.get(line)
    if (start === undefined) return false
    const words = this.#words
    const count = words[start] ?? 0
    scan.count = count
    for (let word = 0, at = start + 1; word < count; word++, at += 3) {
      scan.starts[word] = words[at] ?? 0
      scan.ends[word] = words[at + 1] ?? 0
      scan.kinds[word] = words[at + 2] ?? 0
    }
    return true
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#words.length) return
    const larger = new Int32Array(this.#words.length * 2)
    larger.set(this.#words)
    this.#words = larger
  }
}
