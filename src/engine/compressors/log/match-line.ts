import type { LineReader } from './line-reader.ts'
import type { Piece, Template } from './template.ts'

/** Where the values of one line stand in it: starts and ends by slot, then the rest's. */
export class LineMatch {
  /** Values of the line matched last; what the lists hold beyond is old. */
  count = 0
  readonly starts: number[] = []
  readonly ends: number[] = []
  #line = ''
  #stampStart = -1
  #stampEnd = -1
  /** The next space and tab at or behind the place looked at last. */
  #space = -1
  #tab = -1

  /** True when the line read last is exactly the template with some values in it. */
  fits({ pieces, isCoarse }: Template, { line, stampStart, stampEnd }: LineReader): boolean {
    this.#line = line
    this.#stampStart = stampStart
    this.#stampEnd = stampEnd
    this.#space = -1
    this.#tab = -1
    this.count = 0
    let at = 0
    for (let index = 0; index < pieces.length; index++) {
      at = this.#step(pieces, index, at)
      if (at === -1) return false
      if (!isCoarse && pieces[index]?.kind === 'slot' && this.#isSpaced(this.count - 1))
        return false
    }
    return at === line.length
  }

  /** Where the piece ends that begins at `at`; -1 when it does not stand there. */
  #step(pieces: readonly Piece[], index: number, at: number): number {
    const piece = pieces[index]
    switch (piece?.kind) {
      case 'text':
        return this.#line.startsWith(piece.text, at) ? at + piece.text.length : -1
      case 'slot':
        return this.#takeSlot(piece.slot, at, pieces[index + 1])
      case 'stamp':
        return this.#stampStart === at ? this.#stampEnd : -1
      case 'rest':
        return this.#add(at, this.#line.length)
      case 'pad':
        return afterPadding(this.#line, at, { pieces, index })
      default:
        return -1
    }
  }

  #takeSlot(slot: number, at: number, next: Piece | undefined): number {
    if (slot < this.count) {
      const value = this.#line.slice(this.starts[slot], this.ends[slot])
      return this.#line.startsWith(value, at) ? at + value.length : -1
    }
    const end = next?.kind === 'stamp' ? this.#stampStart : endOfSlot(this.#line, at, next)
    return end < at ? -1 : this.#add(at, end)
  }

  #add(start: number, end: number): number {
    this.starts[this.count] = start
    this.ends[this.count] = end
    this.count++
    return end
  }

  /** Values come left to right, so no stretch of the line is searched twice. */
  #isSpaced(cell: number): boolean {
    const start = this.starts[cell] ?? 0
    const end = this.ends[cell] ?? 0
    if (this.#space < start) this.#space = indexOrEnd(this.#line, ' ', start)
    if (this.#tab < start) this.#tab = indexOrEnd(this.#line, '\t', start)
    return this.#space < end || this.#tab < end
  }
}

function indexOrEnd(line: string, mark: string, from: number): number {
  const at = line.indexOf(mark, from)
  return at === -1 ? line.length : at
}

/** A value goes on to the first place where what follows it stands. */
function endOfSlot(line: string, at: number, next: Piece | undefined): number {
  if (next === undefined) return line.length
  if (next.kind === 'text') return line.indexOf(next.text, at)
  return next.kind === 'pad' ? line.indexOf(' ', at) : -1
}

/** At least one space, and as many as bring what follows to its column. */
function afterPadding(
  line: string,
  at: number,
  { pieces, index }: { readonly pieces: readonly Piece[]; readonly index: number },
): number {
  const piece = pieces[index]
  let end = at
  while (line.charCodeAt(end) === 0x20) end++
  if (end === at || piece?.kind !== 'pad') return -1
  if (piece.align === 'start') return end === piece.column ? end : -1
  if (pieces[index + 1]?.kind !== 'slot') return -1
  return endOfSlot(line, end, pieces[index + 2]) === piece.column ? end : -1
}
