import type { StampForm } from '../../columns/time-stamps.ts'
import type { LineReader } from './line-reader.ts'
import type { LineStamps } from './line-stamps.ts'
import type { LineTable } from './line-table.ts'
import { LineMatch } from './match-line.ts'
import type { Template } from './template.ts'

/** A template with what its lines are recognised by. */
export interface KnownTemplate {
  readonly template: Template
  readonly signatures: readonly number[]
  readonly frame: number
}

/** Templates tried on a line of a new kind. */
const MOST_TRIED = 12
/** New kinds of lines remembered. */
const MOST_REMEMBERED = 65_536

/**
 * Which template each line fits, and where its values stand, in flat arrays: at 50 MB an object a
 * line would outweigh the text.
 */
export class LineMatches {
  readonly templates: Template[] = []
  /** Index into `templates`; -1 for lines that fit none. */
  readonly templateOf: Int32Array
  /** Moment of the line's stamp and the index of its form. */
  readonly moments: Float64Array
  readonly formOf: Uint8Array
  readonly forms: readonly StampForm[]
  /** Forms of lines that fit a template. */
  readonly usedForms: Set<number> = new Set()
  /** Index of a line's first value in `cells`. */
  readonly firstCell: Int32Array
  /** Offsets into the text: start and end of each value. */
  cells: Int32Array = new Int32Array(1024)
  #cellCount = 0
  readonly #lines: LineTable
  readonly #match = new LineMatch()
  #lastForm = -1

  constructor(lines: LineTable, stamps: LineStamps) {
    this.#lines = lines
    this.templateOf = new Int32Array(lines.count).fill(-1)
    this.moments = stamps.moments
    this.formOf = stamps.formOf
    this.forms = stamps.forms
    this.firstCell = new Int32Array(lines.count)
  }

  /** Matches all lines that fit no template yet against these. */
  matchLines(known: readonly KnownTemplate[], reader: LineReader): void {
    const offset = this.templates.length
    for (const { template } of known) this.templates.push(template)
    const index = indexOf(known)
    for (let line = 0; line < this.#lines.count; line++) {
      if (this.templateOf[line] !== -1) continue
      reader.read(line)
      reader.recognize()
      const found = this.#find(known, index, reader)
      if (found !== -1) this.#record(line, found + offset, reader)
    }
  }

  /** Matches all lines that fit no template yet against these, in order, whatever their words. */
  matchLeftovers(templates: readonly Template[], reader: LineReader): void {
    const offset = this.templates.length
    this.templates.push(...templates)
    for (let line = 0; line < this.#lines.count; line++) {
      if (this.templateOf[line] !== -1) continue
      reader.read(line)
      const found = templates.findIndex((template) => this.#match.fits(template, reader))
      if (found !== -1) this.#record(line, found + offset, reader)
    }
  }

  /** True when two values, given by where they stand in `cells`, are the same text. */
  isSameCell(one: number, other: number): boolean {
    const start = this.cells[one] ?? 0
    const end = this.cells[one + 1] ?? 0
    const offset = (this.cells[other] ?? 0) - start
    if ((this.cells[other + 1] ?? 0) !== end + offset) return false
    const { text } = this.#lines
    for (let at = start; at < end; at++) {
      if (text.charCodeAt(at) !== text.charCodeAt(at + offset)) return false
    }
    return true
  }

  #find(known: readonly KnownTemplate[], index: TemplateIndex, reader: LineReader): number {
    const { signature, frame } = reader
    const expected = index.bySignature.get(signature)
    const fits = (other: number): boolean => {
      const template = known[other]?.template
      return template !== undefined && this.#match.fits(template, reader)
    }
    if (expected !== undefined && fits(expected)) return expected
    const found = index.byFrame.get(frame)?.find((other) => other !== expected && fits(other)) ?? -1
    const isNew = found !== -1 && expected === undefined
    if (isNew && index.bySignature.size < MOST_REMEMBERED) index.bySignature.set(signature, found)
    return found
  }

  #record(line: number, template: number, { stampStart }: LineReader): void {
    const { count, starts, ends } = this.#match
    this.templateOf[line] = template
    const form = this.formOf[line] ?? 0
    if (stampStart !== -1 && form !== this.#lastForm) this.usedForms.add(form)
    if (stampStart !== -1) this.#lastForm = form
    const lineStart = this.#lines.starts[line] ?? 0
    this.#makeRoom(count)
    this.firstCell[line] = this.#cellCount
    for (let cell = 0; cell < count; cell++) {
      this.cells[this.#cellCount * 2] = lineStart + (starts[cell] ?? 0)
      this.cells[this.#cellCount * 2 + 1] = lineStart + (ends[cell] ?? 0)
      this.#cellCount++
    }
  }

  #makeRoom(cells: number): void {
    if ((this.#cellCount + cells) * 2 <= this.cells.length) return
    const larger = new Int32Array(Math.max(this.cells.length * 2, (this.#cellCount + cells) * 2))
    larger.set(this.cells)
    this.cells = larger
  }
}

interface TemplateIndex {
  readonly bySignature: Map<number, number>
  readonly byFrame: ReadonlyMap<number, readonly number[]>
}

function indexOf(known: readonly KnownTemplate[]): TemplateIndex {
  const bySignature = new Map<number, number>()
  const byFrame = new Map<number, number[]>()
  for (const [index, { signatures, frame }] of known.entries()) {
    for (const signature of signatures) bySignature.set(signature, index)
    const others = byFrame.get(frame) ?? []
    if (others.length < MOST_TRIED) others.push(index)
    byFrame.set(frame, others)
  }
  return { bySignature, byFrame }
}
