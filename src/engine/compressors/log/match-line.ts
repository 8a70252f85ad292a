import type { LineReader } from './line-reader.ts'
import type { Piece, Template } from './template.ts'

/** Where the values of one line stand in it: starts and ends by slot, then the rest's. */
export class LineMatch {
  readonly starts: number[] = []
  readonly ends: number[] = []

  /** True when the line read last is exactly the template with some values in it. */
  fits(template: Template, reader: LineReader): boolean {
    const { pieces } = template
    const { line } = reader
    this.starts.length = 0
    this.ends.length = 0
    let at = 0
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index]
      if (piece === undefined) return false
      at = this.#step(piece, at, { reader, template, next: pieces[index + 1] })
      if (at === -1) return false
    }
    return at === line.length
  }

  #step(piece: Piece, at: number, place: Place): number {
    const { line, extent } = place.reader
    switch (piece.kind) {
      case 'text':
        return line.startsWith(piece.text, at) ? at + piece.text.length : -1
      case 'stamp':
        return extent?.start === at ? extent.end : -1
      case 'rest':
        this.starts.push(at)
        this.ends.push(line.length)
        return line.length
      case 'pad':
        return afterPadding(piece, at, place)
      default:
        return this.#takeSlot(piece.slot, at, place)
    }
  }

  #takeSlot(slot: number, at: number, { reader, template, next }: Place): number {
    const { line, extent } = reader
    const start = this.starts[slot]
    if (start !== undefined) {
      const value = line.slice(start, this.ends[slot])
      return line.startsWith(value, at) ? at + value.length : -1
    }
    const end = next?.kind === 'stamp' ? (extent?.start ?? -1) : endOfSlot(line, at, next)
    if (end < at) return -1
    if (!template.isCoarse && hasSpace(line, at, end)) return -1
    this.starts.push(at)
    this.ends.push(end)
    return end
  }
}

interface Place {
  readonly reader: LineReader
  readonly template: Template
  readonly next: Piece | undefined
}

/** A value goes on to the first place where what follows it stands. */
function endOfSlot(line: string, at: number, next: Piece | undefined): number {
  if (next === undefined) return line.length
  if (next.kind === 'text') return line.indexOf(next.text, at)
  return next.kind === 'pad' ? line.indexOf(' ', at) : -1
}

function hasSpace(line: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = line.charCodeAt(at)
    if (code === 0x20 || code === 0x09) return true
  }
  return false
}

/** At least one space, and as many as bring what follows to its column. */
function afterPadding(
  { align, column }: Extract<Piece, { readonly kind: 'pad' }>,
  at: number,
  { reader: { line }, template, next }: Place,
): number {
  let end = at
  while (line.charCodeAt(end) === 0x20) end++
  if (end === at) return -1
  if (align === 'start') return end === column ? end : -1
  if (next?.kind !== 'slot') return -1
  const behind = template.pieces[template.pieces.indexOf(next) + 1]
  return endOfSlot(line, end, behind) === column ? end : -1
}
