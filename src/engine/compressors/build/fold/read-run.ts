import { type Mark, markOf, seenOf } from '../../../text/build-marks/mark-of.ts'
import { type LineStarts, lineOf } from '../../../text/line-starts.ts'
import { frameAt } from '../../../text/stack-frames/frame-at.ts'
import { diagnose } from './diagnose.ts'
import { type Finding, ROLE, type RunFacts } from './run-facts.ts'

/** Reads every line once: its mark, and what it goes on with. */
export function readRun(lines: LineStarts): RunFacts {
  const reader = new RunReader(lines)
  for (let line = 0; line < lines.count; line++) reader.read(line)
  return reader.facts()
}

/** What the lines up to the next section are about, where a section says so. */
type Zone = 'none' | 'failures' | 'warnings' | 'passes'
type Block = 'none' | 'failure' | 'warning' | 'pass'

const FAILURES =
  /FAILURES|ERRORS|Failed (?:Tests|Suites|tests)|failures?:$|^\s{0,8}\d{1,8} failing|Failures:|Unhandled|failing tests|^={60,200}$/
const WARNINGS = /warnings summary/
const PASSES = /PASSES|successes:$/
/** Headings within a section. */
const WITHIN = /Captured (?:stdout|stderr|log)|live log/
/** pytest's line at fault and what it says of it: of the failure under way. */
const KEY_LINE = /^(?:[E>] {3}|E\s*$)/
/** A file by itself, above the findings in it. */
const FILE_HEADING = /^(?:\*{13} Module )?(\/?\S{1,300}\.\w{1,8})$/

/** What goes on with the line above: indented, an excerpt, a difference, a caret, a frame. */
const CONTINUES = /^(?:\s|E |\d{1,6} {0,6}[|│]|[|~^>+-]|at |Caused by|\.\.\.)/
/** Below the line of source that it points into. */
const CARET = /^\s{0,400}[~^]/
/** Lines that one finding may take outside of a section of its own. */
const LONGEST_DETAIL = 400
/** Lines above a closing mark that may belong to it. */
const LONGEST_OUTPUT = 80
const MOST_WORDS = 255

/** What a line says by itself. */
interface Sense {
  readonly mark: Mark | undefined
  readonly shape: number
  readonly isBlank: boolean
}

/** Digits of a code such as `F401` are no number. */
const NUMBERS = /(?<![A-Za-z\d])[1-9]\d{0,30}/g
const MOST_SENSES = 8192

/** Lines of a run are alike: what one says, the next with other numbers says too. */
class Senses {
  readonly #known = new Map<string, Sense>()

  of(seen: string): Sense {
    // Whether a count is nought makes a difference; which number it is does not.
    const key = seen.length > LONGEST_SHAPE ? seen : seen.replace(NUMBERS, '1')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const isBlank = key.trim() === ''
    const sense = { mark: isBlank ? undefined : markOf(key), shape: shapeOf(key), isBlank }
    if (this.#known.size < MOST_SENSES) this.#known.set(key, sense)
    return sense
  }
}

class RunReader {
  readonly #lines: LineStarts
  readonly #roles: Uint8Array
  readonly #wordOf: Uint8Array
  readonly #words: string[] = ['']
  readonly #findingOf: Int32Array
  readonly #findings: Finding[] = []
  readonly #libraries = new Map<number, string>()
  readonly #shapes: Int32Array
  readonly #senses = new Senses()
  #zone: Zone = 'none'
  #block: Block = 'none'
  #file: { readonly name: string; readonly line: number } | undefined
  /** Lines up to here are library frames. */
  #libraryUpTo = 0
  /** The last line with a mark, and the line at which the block began. */
  #lastMark = -1
  #blockAt = 0
  #wasBlank = false

  constructor(lines: LineStarts) {
    this.#lines = lines
    this.#roles = new Uint8Array(lines.count)
    this.#wordOf = new Uint8Array(lines.count)
    this.#findingOf = new Int32Array(lines.count).fill(-1)
    this.#shapes = new Int32Array(lines.count)
  }

  facts(): RunFacts {
    return {
      lines: this.#lines,
      roles: this.#roles,
      wordOf: this.#wordOf,
      words: this.#words,
      findingOf: this.#findingOf,
      findings: this.#findings,
      libraries: this.#libraries,
      shapes: this.#shapes,
    }
  }

  read(line: number): void {
    const seen = this.#seen(line)
    const { mark, shape, isBlank } = this.#senses.of(seen)
    this.#shapes[line] = shape
    if (mark === undefined) this.#goOn(line, seen)
    else if (this.#isWithin(mark, seen)) this.#add(line, seen)
    else this.#begin(line, { mark, seen })
    this.#wasBlank = isBlank
  }

  #seen(line: number): string {
    return seenOf(lineOf(this.#lines, line))
  }

  /** Marks that are but part of what is under way: an excerpt that reads like one, a note. */
  #isWithin({ role, word, proves }: Mark, seen: string): boolean {
    if (word === 'note') return this.#block === 'failure' || this.#block === 'warning'
    if (this.#zone !== 'failures') return false
    if (WITHIN.test(seen)) return true
    if (role === 'failure' || role === 'summary' || role === 'section') return false
    return !proves || role === 'warning' || role === 'progress'
  }

  #begin(line: number, { mark, seen }: { readonly mark: Mark; readonly seen: string }): void {
    const { role, word } = mark
    this.#wordOf[line] = this.#numberOf(word)
    this.#roles[line] = ROLE[role]
    if (this.#zone === 'failures' && KEY_LINE.test(seen)) {
      this.#findingOf[line] = this.#findings.length - 1
      return
    }
    if (role === 'failure' || role === 'warning') this.#find(line, role, seen)
    else this.#leave(line, { mark, seen })
    this.#lastMark = line
    this.#blockAt = line
  }

  #find(line: number, role: 'failure' | 'warning', seen: string): void {
    const next = (offset: number): string => this.#seen(line + offset)
    this.#findings.push(diagnose({ head: line, line: seen, next, file: this.#file }))
    this.#findingOf[line] = this.#findings.length - 1
    this.#block = role
    // go test prints what a test says before it says that it failed.
    if (this.#words[this.#wordOf[line] ?? 0] === '--- FAIL') this.#claimOutput(line)
  }

  #claimOutput(line: number): void {
    const first = Math.max(this.#lastMark + 1, line - LONGEST_OUTPUT)
    for (let above = first; above < line; above++) {
      this.#roles[above] = ROLE.failureDetail
      this.#findingOf[above] = this.#findings.length - 1
    }
  }

  #leave(line: number, { mark, seen }: { readonly mark: Mark; readonly seen: string }): void {
    const { role, proves } = mark
    this.#block = role === 'pass' || role === 'skip' ? 'pass' : 'none'
    if (role === 'section' || role === 'summary') this.#enter(line, { mark, seen })
    else if (proves) this.#zone = 'none'
    if (this.#zone === 'failures') this.#roles[line] = ROLE.section
  }

  #enter(line: number, { mark, seen }: { readonly mark: Mark; readonly seen: string }): void {
    this.#readHeading(line, seen)
    const zone = zoneOf(seen)
    if (zone !== 'none' || mark.proves) this.#zone = zone
    if (zone === 'failures') this.#block = 'failure'
    if (zone === 'warnings') this.#block = 'warning'
    if (zone === 'passes') this.#block = 'pass'
  }

  #readHeading(line: number, seen: string): void {
    const name = FILE_HEADING.exec(seen)?.[1]
    if (name !== undefined) this.#file = { name, line }
  }

  #goOn(line: number, seen: string): void {
    if (this.#block === 'none' || !this.#continues(line, seen)) {
      this.#block = 'none'
      this.#readHeading(line, seen)
      return
    }
    this.#add(line, seen)
  }

  /** To what is under way. */
  #add(line: number, seen: string): void {
    if (this.#block === 'pass') this.#roles[line] = ROLE.passDetail
    else if (this.#block === 'warning') this.#roles[line] = ROLE.warningDetail
    else this.#roles[line] = this.#failureRole(line, seen)
    if (this.#block !== 'pass') this.#findingOf[line] = this.#findings.length - 1
  }

  #failureRole(line: number, seen: string): number {
    if (line >= this.#libraryUpTo) {
      const frame = frameAt(seen, (offset) => this.#seen(line + offset))
      if (frame?.library !== undefined) {
        this.#libraryUpTo = line + frame.lines
        this.#libraries.set(line, frame.library)
      }
    }
    return line < this.#libraryUpTo ? ROLE.libraryFrame : ROLE.failureDetail
  }

  #continues(line: number, seen: string): boolean {
    if (this.#zone !== 'none') return true
    if (line - this.#blockAt > LONGEST_DETAIL) return false
    if (seen.trim() === '') return !this.#wasBlank
    if (CONTINUES.test(seen) || (!this.#wasBlank && this.#block === 'failure')) return true
    return line === this.#blockAt + 1 && CARET.test(this.#seen(line + 1))
  }

  #numberOf(word: string): number {
    if (word === '') return 0
    const known = this.#words.indexOf(word)
    if (known !== -1) return known
    return this.#words.length < MOST_WORDS ? this.#words.push(word) - 1 : 0
  }
}

function zoneOf(seen: string): Zone {
  if (FAILURES.test(seen)) return 'failures'
  if (WARNINGS.test(seen)) return 'warnings'
  return PASSES.test(seen) ? 'passes' : 'none'
}

/** Equal for lines that differ in numbers and paths only; a hash after FNV-1a. */
function shapeOf(line: string): number {
  let hash = HASH_START
  for (const word of line.slice(0, LONGEST_SHAPE).split(' ')) {
    hash = Math.imul(hash ^ (word.includes('/') ? PATH : wordShape(word)), HASH_PRIME)
  }
  return hash
}

/** Numbers count as one digit. */
function wordShape(word: string): number {
  let hash = HASH_START
  let wasDigit = false
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    const isDigit = code >= DIGIT && code <= NINE
    if (!isDigit || !wasDigit) hash = Math.imul(hash ^ (isDigit ? DIGIT : code), HASH_PRIME)
    wasDigit = isDigit
  }
  return hash
}

const HASH_START = 0x811c9dc5 | 0
const HASH_PRIME = 0x01000193
const DIGIT = 0x30
const NINE = 0x39
/** What stands for every path. */
const PATH = 0x2f2f2f
const LONGEST_SHAPE = 400
