import type { Layout } from '../layout.ts'

/** A container that is being printed. */
interface Open {
  readonly kind: 'object' | 'array' | 'sequence'
  readonly onLines: boolean
  isEmpty: boolean
}

/**
 * Prints JSON in a layout, piece by piece. Refuses to print more than `limit` characters, so that a
 * small hostile text cannot blow up; `failed` then stays true.
 */
export class Emitter {
  failed = false
  private readonly layout: Layout
  private readonly limit: number
  private readonly isSequence: boolean
  /** Arrays are laid out by whether they hold containers, which only their end tells. */
  private readonly mustLookAhead: boolean
  private readonly chunks: string[] = []
  private readonly pieces: string[] = []
  private length = 0
  private readonly open: Open[] = []
  private depth = 0
  /** By depth: a line break and what indents the next line. */
  private readonly breaks: string[] = []
  private afterKey = false
  private afterGap = false
  /** Scalars of an array that has shown no container yet. */
  private pending: string[] | undefined

  constructor(layout: Layout, isSequence: boolean, limit: number) {
    this.layout = layout
    this.isSequence = isSequence
    this.limit = limit
    this.mustLookAhead = layout.onLines.deepArrays !== layout.onLines.flatArrays
  }

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
    this.push('object', this.layout.onLines.objects)
  }

  openArray(): void {
    this.settle(true)
    this.lead()
    if (this.isSequence && this.open.length === 0) {
      this.open.push({ kind: 'sequence', onLines: true, isEmpty: true })
      return
    }
    this.put('[')
    if (this.mustLookAhead) this.pending = []
    else this.push('array', this.layout.onLines.deepArrays)
  }

  close(): void {
    this.settle(false)
    const container = this.open.pop()
    if (container === undefined) {
      this.failed = true
      return
    }
    if (container.kind === 'sequence') return
    if (container.onLines) this.depth--
    if (container.isEmpty) this.put(this.layout.emptyPadding)
    else if (container.onLines) this.put(this.breakBefore(this.afterGap))
    else if (!this.afterGap) this.put(this.layout.padding)
    this.afterGap = false
    this.put(container.kind === 'object' ? '}' : ']')
  }

  /** A gap line stands on a line of its own, with no comma behind it. */
  gap(line: string): void {
    this.settle(true)
    const container = this.open[this.open.length - 1]
    if (container === undefined) {
      this.failed = true
      return
    }
    if (!this.afterGap) this.put(this.beforeGap(container))
    container.isEmpty = false
    this.put(`${line}\n`)
    this.afterGap = true
  }

  private beforeGap({ kind, isEmpty, onLines }: Open): string {
    const { lineBreak, comma, padding } = this.layout
    if (kind === 'sequence') return isEmpty ? '' : lineBreak
    if (onLines) return isEmpty ? lineBreak : `,${lineBreak}`
    return `${isEmpty ? padding : comma}\n`
  }

  /** Writes what stands before the next child. */
  private lead(): void {
    if (this.afterKey) {
      this.afterKey = false
      return
    }
    const container = this.open[this.open.length - 1]
    if (container === undefined) return
    this.putLead(container)
    container.isEmpty = false
    this.afterGap = false
  }

  private putLead({ kind, isEmpty, onLines }: Open): void {
    const { comma, padding, lineBreak } = this.layout
    if (kind === 'sequence') this.put(isEmpty || this.afterGap ? '' : lineBreak)
    else if (onLines) {
      if (!isEmpty && !this.afterGap) this.put(',')
      this.put(this.breakBefore(this.afterGap))
    } else if (!this.afterGap) this.put(isEmpty ? padding : comma)
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
    this.push('array', isDeep ? deepArrays : flatArrays)
    for (const lexeme of pending) this.scalar(lexeme)
  }

  private push(kind: 'object' | 'array', onLines: boolean): void {
    this.open.push({ kind, onLines, isEmpty: true })
    if (onLines) this.depth++
  }

  private put(piece: string): void {
    this.length += piece.length
    if (this.length > this.limit) this.failed = true
    if (this.failed) return
    this.pieces.push(piece)
    if (this.pieces.length < MOST_PIECES) return
    this.chunks.push(this.pieces.join(''))
    this.pieces.length = 0
  }
}

/** Deeper indentations are made when needed, since they may be long. */
const DEEPEST_KNOWN = 64
/** Pieces are joined in batches, so that few small strings live at a time. */
const MOST_PIECES = 8192
