import type { TimeStamp } from '../../columns/time-stamps.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { LineBuffer } from './line-buffer.ts'
import { createLogStampPrinter, createLogStampReader } from './log-stamps.ts'
import type { Definitions, ReadPart, ReadTemplate } from './read-definitions.ts'

/** Widest padding a template may ask for. */
const WIDEST = 10_000

/** Turns rows back into lines; every method says whether the row made sense. */
export class RowReader {
  readonly #definitions: Definitions
  readonly #lines: LineBuffer
  readonly #lineBreak: string
  #count = 0
  readonly #columns = new Map<number, string>()
  readonly #print = createLogStampPrinter()
  readonly #readStamp = createLogStampReader()
  #room: number = UNPACKING_LIMITS.units
  #template: ReadTemplate | undefined
  #clock: TimeStamp | undefined
  /** What `*n` repeats: a row or a line as it is. */
  #last: { readonly isRow: boolean; readonly text: string } | undefined

  constructor(definitions: Definitions, lineBreak: string) {
    this.#definitions = definitions
    this.#lines = new LineBuffer(lineBreak)
    this.#lineBreak = lineBreak
  }

  text(isTerminated: boolean): string {
    return this.#lines.text(isTerminated)
  }

  raw(line: string): boolean {
    this.#last = { isRow: false, text: line }
    return this.#add(line)
  }

  gap(line: string): boolean {
    this.#last = undefined
    return this.#add(line)
  }

  setClock(text: string): boolean {
    this.#last = undefined
    this.#clock = this.#readStamp(text)
    return this.#clock !== undefined
  }

  repeat(count: string): boolean {
    if (this.#last === undefined || !/^[1-9]\d{0,8}$/.test(count)) return false
    const { isRow, text } = this.#last
    for (let time = Number(count); time > 0; time--) {
      if (!(isRow ? this.#row(text) : this.#add(text))) return false
    }
    return true
  }

  row(row: string): boolean {
    this.#last = { isRow: true, text: row }
    return this.#row(row)
  }

  #add(line: string): boolean {
    this.#room -= line.length + 1
    if (this.#room < 0 || ++this.#count > UNPACKING_LIMITS.lines) return false
    this.#lines.add(line)
    return true
  }

  #row(row: string): boolean {
    const nameEnd = endOfName(row)
    if (nameEnd > 0) this.#template = this.#definitions.templates.get(row.slice(0, nameEnd))
    const template = this.#template
    if (template === undefined) return false
    const at = template.hasStamp ? this.#advance(row, nameEnd) : nameEnd
    if (at === -1) return false
    const rest = this.#readCells(row, at, template)
    return rest !== undefined && this.#assemble(template, rest)
  }

  /** Moves the clock by the number at `at`; gives the number's end. */
  #advance(row: string, at: number): number {
    if (this.#clock === undefined) return -1
    const end = endOfNumber(row, at)
    if (end === at) return at
    const value = this.#clock.value + Number(row.slice(at, end))
    if (!Number.isSafeInteger(value)) return -1
    this.#clock = { form: this.#clock.form, value }
    return end
  }

  /** Takes the cells into their columns; gives the rest of the line. */
  #readCells(row: string, start: number, template: ReadTemplate): string | undefined {
    let at = start
    for (let index = 0; index < template.columns.length; index++) {
      const column = template.columns[index] ?? 0
      const step = template.steps[index] ?? 0
      const end = this.#readCell(row, at, { column, step })
      if (end === -1 || (end === at && template.hasRest)) return undefined
      at = end
    }
    if (!template.hasRest) return at === row.length ? '' : undefined
    return row.charCodeAt(at) === SPACE ? row.slice(at + 1) : undefined
  }

  /** End of the cell at `at`, which is `at` itself for one left out; -1 for nonsense. */
  #readCell(row: string, at: number, { column, step }: Column): number {
    if (at === row.length) return this.#keep(column, step) ? at : -1
    if (row.charCodeAt(at) !== SPACE) return -1
    const end = endOfCell(row, at + 1)
    return this.#take(column, step, row.slice(at + 1, end)) ? end : -1
  }

  #take(column: number, step: number, cell: string): boolean {
    if (cell === '^') return this.#keep(column, step)
    const value = cell.startsWith('"')
      ? unquoted(cell)
      : (this.#definitions.values.get(cell) ?? cell)
    if (value === undefined || cell === '') return false
    this.#columns.set(column, value)
    return true
  }

  #keep(column: number, step: number): boolean {
    const last = this.#columns.get(column)
    if (last === undefined) return false
    if (step === 0) return true
    if (!/^\d{1,15}$/.test(last)) return false
    const next = Number(last) + step
    if (next < 0) return false
    const width = last.startsWith('0') ? last.length : 1
    this.#columns.set(column, String(next).padStart(width, '0'))
    return true
  }

  #assemble({ parts }: ReadTemplate, rest: string): boolean {
    let text = ''
    let lineStart = 0
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index]
      const next =
        part === undefined
          ? undefined
          : this.#textOf(part, text.length - lineStart, parts[index + 1])
      if (next === undefined) return false
      text += part?.kind === 'rest' ? rest : next
      if (part?.kind === 'break') lineStart = text.length
    }
    return this.#add(text)
  }

  #textOf(part: ReadPart, column: number, next: ReadPart | undefined): string | undefined {
    switch (part.kind) {
      case 'text':
        return part.text
      case 'column':
        return this.#columns.get(part.column)
      case 'rest':
        return ''
      case 'break':
        return this.#lineBreak
      case 'stamp':
        return this.#clock === undefined
          ? undefined
          : this.#print(this.#clock.form, this.#clock.value)
      default:
        return padding(part.at - column - this.#widthOf(part.isEnd, next))
    }
  }

  /** Width of the value that must end at the column. */
  #widthOf(isEnd: boolean, next: ReadPart | undefined): number {
    if (!isEnd || next?.kind !== 'column') return 0
    return this.#columns.get(next.column)?.length ?? 0
  }
}

interface Column {
  readonly column: number
  readonly step: number
}

const SPACE = 0x20

function padding(width: number): string | undefined {
  return width >= 0 && width <= WIDEST ? ' '.repeat(width) : undefined
}

function endOfName(row: string): number {
  let end = 0
  while (isLowerCase(row.charCodeAt(end))) end++
  return end
}

function isLowerCase(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}

function endOfNumber(row: string, at: number): number {
  let end = row.charCodeAt(at) === 0x2d ? at + 1 : at
  while (row.charCodeAt(end) >= 0x30 && row.charCodeAt(end) <= 0x39) end++
  return end
}

/** A cell ends at a space; one that begins with a quote, at the string's end. */
function endOfCell(row: string, at: number): number {
  if (row.charCodeAt(at) !== 0x22) {
    const end = row.indexOf(' ', at)
    return end === -1 ? row.length : end
  }
  for (let next = at + 1; next < row.length; next++) {
    const code = row.charCodeAt(next)
    if (code === 0x5c) next++
    else if (code === 0x22) return next + 1
  }
  return row.length
}

function unquoted(cell: string): string | undefined {
  try {
    const value: unknown = JSON.parse(cell)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
