import type { Layout } from '../layout.ts'

/** How and where an emitter prints. */
export interface EmitterOptions {
  readonly layout: Layout
  readonly isSequence: boolean
  /** Most characters it may print. */
  readonly limit: number
  /** What must come out, from `start` on: pieces are compared with it instead of being collected. */
  readonly expected?: { readonly text: string; readonly start: number }
}

/** What an open container is: one of the first three, and the others as they come. */
const OBJECT = 1
const ARRAY = 2
const SEQUENCE = 4
const ON_LINES = 8
const FILLED = 16

/**
 * Prints JSON in a layout, piece by piece. Refuses to print more than `limit` characters, so that a
 * small hostile text cannot blow up, and what differs from the expected; `failed` then stays true.
 */
export class Emitter {
  failed = false
  /** Characters printed so far. */
  length = 0
  private readonly layout: Layout
  private readonly limit: number
  private readonly isSequence: boolean
  private readonly expected: string | undefined
  private readonly start: number
  /** Arrays are laid out by whether they hold containers, which only their end tells. */
  private readonly mustLookAhead: boolean
  private readonly chunks: string[] = []
  private readonly pieces: string[] = []
  /** The containers around the one that is being printed. */
  private readonly outer: number[] = []
  private container = 0
  private depth = 0
  /** By depth: a line break and what indents the next line. */
  private readonly breaks: string[] = []
  private afterKey = false
  private afterGap = false
  /** Scalars of an array that has shown no container yet. */
  private pending: string[] | undefined

  constructor({ layout, isSequence, limit, expected }: EmitterOptions) {
    this.layout = layout
    this.isSequence = isSequence
    this.limit = limit
    this.expected = expected?.text
    this.start = expected?.start ?? 0
    this.mustLookAhead = layout.onLines.deepArrays !== layout.onLines.flatArrays
  }

  /** All that was printed; nothing where it was only compared. */
  result(): string {
    this.chunks.push(this.pieces.join(''))
    return this.chunks.join('')
  }

  key(lexeme: string): void {
    this.lead()
    this.put(lexeme)
    this.put(this.layout.colon)
    this.afterKey = true
  }

  scalar(lexeme: string): void {
    if (this.pending !== undefined) {
      this.pending.push(lexeme)
      return
    }
    this.lead()
    this.put(lexeme)
  }

  /** A string, given as it stands between its quotes. */
  text(body: string): void {
    if (this.pending !== undefined) {
      this.pending.push(`"${body}"`)
      return
    }
    this.lead()
    this.put('"')
    this.put(body)
    this.put('"')
  }

  openObject(): void {
    this.settle(true)
    this.lead()
    this.put('{')
    this.push(OBJECT, this.layout.onLines.objects)
  }

  openArray(): void {
    this.settle(true)
    this.lead()
    if (this.isSequence && this.container === 0) {
      this.container = SEQUENCE | ON_LINES
      this.outer.push(0)
      return
    }
    this.put('[')
    if (this.mustLookAhead) this.pending = []
    else this.push(ARRAY, this.layout.onLines.deepArrays)
  }

  close(): void {
    this.settle(false)
    const { container } = this
    this.container = this.outer.pop() ?? 0
    if (container === 0) this.failed = true
    if (container === 0 || (container & SEQUENCE) !== 0) return
    const onLines = (container & ON_LINES) !== 0
    if (onLines) this.depth--
    if ((container & FILLED) === 0) this.put(this.layout.emptyPadding)
    else if (onLines) this.put(this.breakBefore(this.afterGap))
    else if (!this.afterGap) this.put(this.layout.padding)
    this.afterGap = false
    this.put((container & OBJECT) !== 0 ? '}' : ']')
  }

  /** A gap line stands on a line of its own, with no comma behind it. */
  gap(line: string): void {
    this.settle(true)
    if (this.container === 0) {
      this.failed = true
      return
    }
    if (!this.afterGap) this.put(this.beforeGap())
    this.container |= FILLED
    this.put(`${line}\n`)
    this.afterGap = true
  }

  private beforeGap(): string {
    const { lineBreak, comma, padding } = this.layout
    const isEmpty = (this.container & FILLED) === 0
    if ((this.container & SEQUENCE) !== 0) return isEmpty ? '' : lineBreak
    if ((this.container & ON_LINES) !== 0) return isEmpty ? lineBreak : `,${lineBreak}`
    return `${isEmpty ? padding : comma}\n`
  }

  /** Writes what stands before the next child. */
  private lead(): void {
    if (this.afterKey) {
      this.afterKey = false
      return
    }
    const { container } = this
    if (container === 0) return
    this.container |= FILLED
    const { afterGap } = this
    this.afterGap = false
    this.putLead(container, afterGap)
  }

  private putLead(container: number, afterGap: boolean): void {
    const isEmpty = (container & FILLED) === 0
    if ((container & SEQUENCE) !== 0) {
      if (!isEmpty && !afterGap) this.put(this.layout.lineBreak)
    } else if ((container & ON_LINES) !== 0) {
      if (!isEmpty && !afterGap) this.put(',')
      this.put(this.breakBefore(afterGap))
    } else if (!afterGap) this.put(isEmpty ? this.layout.padding : this.layout.comma)
  }

  private breakBefore(afterGap: boolean): string {
    const known = this.breaks[this.depth]
    if (known !== undefined && !afterGap) return known
    const { indent, lineBreak } = this.layout
    if (this.length + indent.length * this.depth > this.limit) {
      this.failed = true
      return ''
    }
    const spaces = indent.repeat(this.depth)
    if (this.depth < DEEPEST_KNOWN) this.breaks[this.depth] = lineBreak + spaces
    return afterGap ? spaces : lineBreak + spaces
  }

  /** Decides how the pending array is laid out, and writes what it holds so far. */
  private settle(isDeep: boolean): void {
    const { pending } = this
    if (pending === undefined) return
    this.pending = undefined
    const { deepArrays, flatArrays } = this.layout.onLines
    this.push(ARRAY, isDeep ? deepArrays : flatArrays)
    for (const lexeme of pending) this.scalar(lexeme)
  }

  private push(kind: number, onLines: boolean): void {
    this.outer.push(this.container)
    this.container = onLines ? kind | ON_LINES : kind
    if (onLines) this.depth++
  }

  private put(piece: string): void {
    const at = this.start + this.length
    this.length += piece.length
    if (this.length > this.limit) this.failed = true
    if (this.failed) return
    if (this.expected === undefined) this.collect(piece)
    else if (!standsAt(this.expected, piece, at)) this.failed = true
  }

  private collect(piece: string): void {
    this.pieces.push(piece)
    if (this.pieces.length < MOST_PIECES) return
    this.chunks.push(this.pieces.join(''))
    this.pieces.length = 0
  }
}

/** True when `piece` stands in `text` at `at`; most pieces are a single character. */
function standsAt(text: string, piece: string, at: number): boolean {
  if (piece.length === 1) return text.charCodeAt(at) === piece.charCodeAt(0)
  return text.startsWith(piece, at)
}

/** Deeper indentations are made when needed, since they may be long. */
const DEEPEST_KNOWN = 64
/** Pieces are joined in batches, so that few small strings live at a time. */
const MOST_PIECES = 8192
