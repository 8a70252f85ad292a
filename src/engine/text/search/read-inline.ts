import { ROLE, type SearchDraft } from './draft.ts'
import { afterDrive, COLON, DASH, isPlainPath, LineSplitter, LONGEST_PATH } from './split-line.ts'

/** `path:12:text`, and `path-12-text` around it. */
export function readInline(draft: SearchDraft): void {
  const reader = new InlineReader(draft)
  reader.readMatches(true)
  if (reader.left * 2 > draft.count) reader.readMatches(false)
  reader.readContext()
}

class InlineReader {
  readonly #draft: SearchDraft
  readonly #splitter: LineSplitter
  /** Lines that are nothing yet. */
  left = 0

  constructor(draft: SearchDraft) {
    this.#draft = draft
    this.#splitter = new LineSplitter(draft.text)
  }

  /** Lenient where paths hold spaces or other odd signs. */
  readMatches(isStrict: boolean): void {
    const { count, roles } = this.#draft
    this.left = 0
    let last = -1
    for (let line = 0; line < count; line++) {
      if (roles[line] === ROLE.other && !this.#readMatch(line, { last, isStrict })) this.left++
      else if (roles[line] === ROLE.match) last = line
    }
  }

  /** The file of the match above is the likeliest. */
  #readMatch(line: number, { last, isStrict }: { last: number; isStrict: boolean }): boolean {
    const { text, starts, paths, pathOf } = this.#draft
    const above = last === -1 ? undefined : paths.list[pathOf[last] ?? -1]
    if (above !== undefined && this.#cutBehind(above, line, COLON)) {
      return this.#readBelow(line, { last, above })
    }
    const start = starts[line] ?? 0
    const end = (starts[line + 1] ?? 1) - 1
    if (!this.#splitter.find(afterDrive(text, start), end, COLON)) return false
    if (isStrict && !isPlainPath(text.slice(start, this.#splitter.pathEnd))) return false
    return this.#keep(line, ROLE.match)
  }

  /** A number that does not rise tells of a wrong cut. */
  #readBelow(line: number, { last, above }: { last: number; above: string }): true {
    const { pathOf, numbers } = this.#draft
    if (this.#splitter.number > (numbers[last] ?? 0))
      return this.#keep(line, ROLE.match, pathOf[last])
    if (this.#cutFurther(line, last)) return true
    this.#cutBehind(above, line, COLON)
    return this.#keep(line, ROLE.match, pathOf[last])
  }

  /** A path that holds `:1:` itself: the next cut, where the line above has it too. */
  #cutFurther(line: number, last: number): boolean {
    const { text, starts } = this.#draft
    const start = starts[line] ?? 0
    const end = (starts[line + 1] ?? 1) - 1
    if (!this.#splitter.find(this.#splitter.pathEnd + 1, end, COLON)) return false
    const path = text.slice(start, this.#splitter.pathEnd)
    if (!isPlainPath(path) || !this.#cutBehind(path, last, COLON)) return false
    this.#keep(last, ROLE.match)
    this.#cutBehind(path, line, COLON)
    return this.#keep(line, ROLE.match)
  }

  #cutBehind(path: string, line: number, mark: number): boolean {
    const { text, starts } = this.#draft
    const at = (starts[line] ?? 0) + path.length
    const end = (starts[line + 1] ?? 1) - 1
    return (
      at < end &&
      text.charCodeAt(at) === mark &&
      text.startsWith(path, starts[line]) &&
      this.#splitter.cutAt(at, end)
    )
  }

  #keep(line: number, role: number, known?: number): true {
    const { text, starts, roles, paths, pathOf, numbers, textAt } = this.#draft
    const { pathEnd, number, textAt: at } = this.#splitter
    roles[line] = role
    pathOf[line] = known ?? paths.idOf(text.slice(starts[line] ?? 0, pathEnd))
    numbers[line] = number
    textAt[line] = at
    return true
  }

  /** Context belongs to a file that has a match. */
  readContext(): void {
    const { count, roles } = this.#draft
    if (this.left === 0) return
    for (let line = 0; line < count; line++) {
      if (roles[line] === ROLE.other) this.#readContextLine(line)
    }
  }

  #readContextLine(line: number): void {
    const { text, starts, paths, pathOf, numbers } = this.#draft
    const above = paths.list[pathOf[line - 1] ?? -1]
    if (above !== undefined && this.#cutBehind(above, line, DASH)) {
      if (this.#splitter.number === (numbers[line - 1] ?? 0) + 1) {
        this.#keep(line, ROLE.context)
        return
      }
    }
    const start = starts[line] ?? 0
    const end = (starts[line + 1] ?? 1) - 1
    const last = Math.min(end, start + LONGEST_PATH)
    for (let from = start; from < last && this.#splitter.find(from, end, DASH); ) {
      const { pathEnd } = this.#splitter
      if (paths.find(text.slice(start, pathEnd)) !== -1) {
        this.#keep(line, ROLE.context)
        return
      }
      from = pathEnd + 1
    }
  }
}
