import type { StampForm } from '../../columns/time-stamps.ts'
import type { LineReader } from './line-reader.ts'
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
  readonly forms: StampForm[] = []
  /** Index of a line's first value in `cells`. */
  readonly firstCell: Int32Array
  /** Offsets into the text: start and end of each value. */
  cells: Int32Array = new Int32Array(1024)
  #cellCount = 0
  readonly #lines: LineTable
  readonly #match = new LineMatch()
  #lastForm: StampForm | undefined
  #lastFormIndex = -1

  constructor(lines: LineTable) {
    this.#lines = lines
    this.templateOf = new Int32Array(lines.count).fill(-1)
    this.moments = new Float64Array(lines.count)
    this.formOf = new Uint8Array(lines.count)
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
    const [start, end] = [this.cells[one] ?? 0, this.cells[one + 1] ?? 0]
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

  #record(line: number, template: number, { stamp }: LineReader): void {
    const { starts, ends } = this.#match
    const formIndex = stamp === undefined ? 0 : this.#indexOfForm(stamp.form)
    if (formIndex === -1) return
    this.templateOf[line] = template
    if (stamp !== undefined) {
      this.moments[line] = stamp.value
      this.formOf[line] = formIndex
    }
    const lineStart = this.#lines.starts[line] ?? 0
    this.#makeRoom(starts.length)
    this.firstCell[line] = this.#cellCount
    for (let cell = 0; cell < starts.length; cell++) {
      this.cells[this.#cellCount * 2] = lineStart + (starts[cell] ?? 0)
      this.cells[this.#cellCount * 2 + 1] = lineStart + (ends[cell] ?? 0)
      this.#cellCount++
    }
  }

  /** -1 when there are more forms than a byte counts; such a line stays as it is. */
  #indexOfForm(form: StampForm): number {
    if (form === this.#lastForm) return this.#lastFormIndex
    let index = this.forms.findIndex(({ picture }) => picture === form.picture)
    if (index === -1 && this.forms.length < 255) index = this.forms.push(form) - 1
    this.#lastForm = form
    this.#lastFormIndex = index
    return index
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
