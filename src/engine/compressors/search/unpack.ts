import { checksum } from '../../text/checksum.ts'
import { parseGap } from '../../text/gap-line.ts'
import { parsePacked } from '../../text/packed-header.ts'
import { expandBody } from '../../text/phrases/expand-body.ts'
import { UNPACKING_LIMITS } from '../../text/unpacking-limits.ts'
import { type Style, styleOf } from './style.ts'

/**
 * The reference decoder of the form `search`; its grammar is in docs/packed-search.md. `undefined`
 * for anything else, and for a text whose checksum fails.
 */
export function unpackSearch(packed: string): string | undefined {
  const parsed = parsePacked(packed)
  if (parsed?.form !== 'search') return undefined
  const style = styleOf(parsed.legend)
  const body = style?.hasPhrases === true ? expandBody(parsed.body) : parsed.body
  if (style === undefined || body === undefined) return undefined
  const isTerminated = body.endsWith('\n')
  const printer = new LinePrinter(style)
  for (const line of (isTerminated ? body.slice(0, -1) : body).split('\n')) {
    if (!printer.read(line)) return undefined
  }
  const text = printer.lines.join('\n') + (isTerminated ? '\n' : '')
  return checksum(text) === parsed.check ? text : undefined
}

const NUMBERED = /^(\d{1,8})([ :-])/

/** Prints each line as it was. */
class LinePrinter {
  readonly lines: string[] = []
  readonly #style: Style
  #room: number = UNPACKING_LIMITS.units
  #directory = ''
  #path = ''
  /** The file and line that the last printed line was of; 0 where that is not known. */
  #lastPath = ''
  #last = 0
  #hasPath = false

  constructor(style: Style) {
    this.#style = style
  }

  /** False for a line that makes no sense. */
  read(line: string): boolean {
    switch (line.charAt(0)) {
      case '|':
        return this.#plain(line.slice(1))
      case '[':
        return parseGap(line) !== undefined && this.#plain(line)
      case '\\':
        return this.#heading(line.slice(1))
      default:
        if (line === '--') return this.#plain(line)
        return this.#style.layout === 'unnumbered' ? this.#found(line) : this.#numbered(line)
    }
  }

  #found(line: string): boolean {
    const mark = line.charAt(0)
    if (mark !== ' ' && mark !== '-') return this.#heading(line)
    return this.#add(`${this.#path}${mark === ' ' ? ':' : '-'}${line.slice(1)}`)
  }

  #numbered(line: string): boolean {
    if (line.startsWith(' ')) {
      return this.#last > 0 && this.#place(this.#last + 1, '-', line.slice(1))
    }
    const [lead, digits, mark] = NUMBERED.exec(line) ?? []
    if (lead === undefined) return this.#heading(line)
    return this.#place(Number(digits), mark === '-' ? '-' : ':', line.slice(lead.length))
  }

  #place(number: number, mark: string, text: string): boolean {
    const { layout, hasSeparators } = this.#style
    const isNext = this.#path === this.#lastPath && number === this.#last + 1
    if (hasSeparators && this.#last > 0 && !isNext) this.#add('--')
    this.#last = number
    this.#lastPath = this.#path
    const lead = layout === 'heading' ? '' : `${this.#path}${mark}`
    return this.#add(`${lead}${number}${mark}${text}`)
  }

  #heading(name: string): boolean {
    const { root, layout } = this.#style
    if (/[/\\]$/.test(name)) {
      this.#directory = name === './' ? '' : name
      return true
    }
    this.#path = root + (/[/\\]/.test(name) ? '' : this.#directory) + name
    return layout === 'heading' ? this.#printPath() : name !== ''
  }

  #printPath(): boolean {
    if (this.#style.hasBlanks && this.#hasPath) this.#add('')
    this.#hasPath = true
    this.#last = 0
    return this.#add(this.#path)
  }

  #plain(line: string): boolean {
    this.#last = 0
    return this.#add(line)
  }

  #add(line: string): boolean {
    this.#room -= line.length + 1
    this.lines.push(line)
    return this.#room >= 0 && this.lines.length <= UNPACKING_LIMITS.lines
  }
}
