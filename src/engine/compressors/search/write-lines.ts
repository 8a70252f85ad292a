import { directoryOf } from '../../text/search/directory.ts'
import { ROLE, type SearchLines } from '../../text/search/draft.ts'
import { lineOf } from '../../text/search/line-cuts.ts'
import type { Style } from './style.ts'

/** A stretch of the packed body: paths and gap lines stay as they are, found text may be shortened. */
export interface Written {
  readonly text: string
  readonly isFixed: boolean
  /** A line `dir/` above the files in it. */
  readonly isDirectory?: boolean
}

/** All that is known before the first line is written. */
type WritingStyle = Omit<Style, 'hasDirectories' | 'hasPhrases'>

/** Writes search results by file, in their own order. */
export function writeLines(lines: SearchLines, style: WritingStyle): readonly Written[] {
  const writer = new Writer(lines, style)
  for (let line = 0; line < lines.count; line++) writer.write(line)
  return writer.finish()
}

class Writer {
  readonly #lines: SearchLines
  readonly #style: WritingStyle
  readonly #written: Written[] = []
  #found: string[] = []
  /** The path written last, and the directory its name stands below; `undefined` where there is none. */
  #path = -1
  #directory: string | undefined = ''
  #next = 0

  constructor(lines: SearchLines, style: WritingStyle) {
    this.#lines = lines
    this.#style = style
  }

  write(line: number): void {
    const role = this.#lines.roles[line] ?? ROLE.other
    switch (role) {
      case ROLE.blank:
        if (!this.#style.hasBlanks) this.#found.push(`|${lineOf(this.#lines, line)}`)
        return
      case ROLE.separator:
        if (!this.#style.hasSeparators) this.#plain(line)
        return
      case ROLE.path:
        this.#heading(line)
        return
      case ROLE.match:
      case ROLE.context:
        this.#place(line, role)
        return
      case ROLE.gap:
        this.#gap(line)
        return
      default:
        this.#plain(line)
    }
  }

  finish(): readonly Written[] {
    this.#flush()
    return this.#written
  }

  #flush(): void {
    if (this.#found.length === 0) return
    this.#written.push({ text: this.#found.join('\n'), isFixed: false })
    this.#found = []
  }

  #lead(line: number, role: number, found: string): string {
    const number = this.#lines.numbers[line] ?? 0
    if (this.#style.layout === 'unnumbered') return role === ROLE.match ? ' ' : '-'
    if (role === ROLE.match) return `${number}${STARTS_WITH_DIGIT.test(found) ? ':' : ' '}`
    return number === this.#next && this.#next > 1 ? ' ' : `${number}-`
  }

  #place(line: number, role: number): void {
    const { text, textAt, starts, numbers } = this.#lines
    if (this.#style.layout !== 'heading') this.#heading(line)
    const found = text.slice(textAt[line] ?? 0, (starts[line + 1] ?? 1) - 1)
    this.#found.push(this.#lead(line, role, found) + found)
    this.#next = (numbers[line] ?? 0) + 1
  }

  /** What is no search result; `|` says so. */
  #plain(line: number): void {
    const text = lineOf(this.#lines, line)
    this.#next = 0
    this.#found.push(text === '--' ? text : `|${text}`)
  }

  /** Where lines were left out, nothing is left to what stood above. */
  #gap(line: number): void {
    this.#next = 0
    this.#flush()
    this.#written.push({ text: lineOf(this.#lines, line), isFixed: true })
    if (this.#style.layout !== 'heading') this.#path = -1
  }

  /** Names the line's file, unless the line above is of the same. */
  #heading(line: number): void {
    const id = this.#lines.pathOf[line] ?? -1
    if (id === this.#path && this.#style.layout !== 'heading') return
    this.#path = id
    this.#next = 0
    this.#flush()
    const path = (this.#lines.paths[id] ?? '').slice(this.#style.root.length)
    const directory = directoryOf(path)
    if (directory !== this.#directory) this.#enter(line, directory)
    this.#name(this.#directory === undefined ? path : path.slice(directory.length))
  }

  /** From here on names are below the directory, or stand whole where it would serve for one alone. */
  #enter(line: number, directory: string): void {
    const isShared = this.#isShared(line, directory)
    this.#directory = isShared ? directory : undefined
    if (!isShared) return
    const text = escaped(directory === '' ? './' : directory)
    this.#written.push({ text, isFixed: true, isDirectory: true })
  }

  #name(name: string): void {
    this.#written.push({ text: escaped(name), isFixed: true })
  }

  /** True where a line of its own for the directory pays, or there is no other way. */
  #isShared(line: number, directory: string): boolean {
    if (directory === '') return true
    if (directory === './') return false
    const { pathOf, paths } = this.#lines
    const next = this.#nextPath(line)
    const path = next === -1 ? undefined : paths[pathOf[next] ?? -1]
    return path !== undefined && directoryOf(path.slice(this.#style.root.length)) === directory
  }

  /** The next line of another file; -1 where there is none. */
  #nextPath(line: number): number {
    const { pathOf, count } = this.#lines
    const own = pathOf[line]
    for (let at = line + 1; at < count; at++) {
      if (pathOf[at] !== own && pathOf[at] !== -1) return at
    }
    return -1
  }
}

const STARTS_WITH_DIGIT = /^\d/

/** A name that begins like something else has `\\` in front. */
function escaped(name: string): string {
  return /^[\d \-|[\\]/.test(name) ? `\\${name}` : name
}
