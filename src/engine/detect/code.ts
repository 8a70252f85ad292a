import type { Content } from '../ir/content.ts'
import { LANGUAGES } from '../languages/index.ts'
import { LOOSE_MARKS, marksFor, type OwnedMark } from '../languages/read-line.ts'
import { sourceViewOf } from '../text/source-view.ts'
import { codeLines } from './code-lines.ts'
import type { LineSample } from './line-sample.ts'

/** Fewer lines prove nothing. */
const FEWEST_LINES = 5
/** Different marks of one language that prove it, and what they must weigh. */
const FEWEST_MARKS = 2
const LEAST_WEIGHT = 7
/** What one mark alone must weigh. */
const ALONE = 20
/** Per cent of lines that may look like search results, logs, traces, patches or lists. */
const MOST_FOREIGN = 12
/** Per cent of lines that must look like code; prose, as in long comments, counts half. */
const LEAST_CODE = 30

/**
 * Confidence, 0 … 100, that a text is source code, whole or in part, and in which language. Judges by
 * lines from all over the text: how they look, and which language's marks they bear.
 */
export function recognizeCode(sample: LineSample): Pick<Content, 'confidence' | 'language'> {
  if (!mayBeCode(sample.written)) return UNPROVED
  return languageOf(sourceLines(codeLines(sample.text)))
}

function languageOf(lines: readonly string[]): Pick<Content, 'confidence' | 'language'> {
  if (lines.filter(hasKeyword).length < FEWEST_KEYWORDS) return UNPROVED
  const tally = tallyOf(lines)
  const { counted, code, prose, foreign, other, comments } = tally
  if (counted + comments < FEWEST_LINES || foreign * 100 > counted * MOST_FOREIGN) return UNPROVED
  const share = Math.floor((code * 200) / Math.max(1, 2 * code + prose + 2 * other))
  const best = bestOf(tally)
  if (best === undefined || share < LEAST_CODE) return UNPROVED
  const { language, weight, marks, heaviest } = best
  const isProved = marks >= FEWEST_MARKS || heaviest >= ALONE
  if (!isProved || weight < Math.max(LEAST_WEIGHT, Math.floor(counted / 8))) return UNPROVED
  const strength = Math.min(24, Math.floor((weight * 24) / counted))
  const confidence = 56 + 3 * Math.min(marks, 6) + strength + Math.floor((share - 45) / 3)
  return { confidence: Math.min(97, confidence), language }
}

/** A quick no for most texts: too few lines look at all like those of a program. */
function mayBeCode(written: readonly string[]): boolean {
  const alike = written.filter((line) => LIKE_CODE.test(line)).length
  return alike * 100 >= written.length * LEAST_ALIKE
}

/** True for lines with a mark of some language at their beginning: what is found quickly is asked first. */
function hasKeyword(raw: string): boolean {
  const line = raw.trim()
  return marksFor(line).some((mark) => mark.line.test(line))
}

const FEWEST_KEYWORDS = 2
const LEAST_ALIKE = 20
/** Ends or begins as a statement, a declaration or a comment does, perhaps behind its number. */
const LIKE_CODE =
  /[;{}([]\s{0,4}$|^[\s\d:→|]{0,60}(?:\/[/*]|\*|#|--|"{3}|@\w|<\/?\w|[})\]]|(?:import|from|def|class|func|fn|use|pub|const|let|var|val|if|elif|else|for|while|return|package|public|private|protected|static|struct|enum|type|interface|module|local|my|sub|end|fi|done|case|export|function|async|self|this|try|with|raise|namespace|using|template|echo|set|include|impl)\b)|^\s{4,40}\S{1,60} ?[=(]/

/** Lines without the numbers that a view shows before them. */
function sourceLines(lines: readonly string[]): readonly string[] {
  return sourceViewOf(lines.join('\n')).source.split('\n')
}

const UNPROVED = { confidence: 0 }

interface Tally {
  comments: number
  /** Lines that are neither blank nor comments. */
  counted: number
  code: number
  prose: number
  foreign: number
  other: number
  readonly weights: Int32Array
  readonly marks: Map<OwnedMark, number>
}

function tallyOf(lines: readonly string[]): Tally {
  const tally: Tally = {
    comments: 0,
    counted: 0,
    code: 0,
    prose: 0,
    foreign: 0,
    other: 0,
    weights: new Int32Array(LANGUAGES.length),
    marks: new Map(),
  }
  for (const raw of lines) {
    const line = raw.trim()
    if (line !== '') addLine(tally, raw, line)
  }
  return tally
}

function addLine(tally: Tally, raw: string, line: string): void {
  if (COMMENT.test(line)) {
    tally.comments++
    addMarks(tally, line, marksFor(line))
    return
  }
  const isNamed = addMarks(tally, line, marksFor(line))
  const isMarked = addMarks(tally, line, LOOSE_MARKS) || isNamed
  tally.counted++
  if (!isMarked && FOREIGN.test(raw)) tally.foreign += VETO.test(raw) ? VETO_WEIGHT : 1
  else if (isMarked || CODE_END.test(line)) tally.code++
  else if (PROSE.test(line)) tally.prose++
  else tally.other++
}

const COMMENT = /^(?:\/\/|\/\*|\*(?=[\s/]|$)|#(?=[\s!#]|$)|--(?=[\s[]|$)|<!--)/
const CODE_END = /[;{}()[\],\\]$|^[)}\]]/
/** Four words of a sentence in a row. */
const PROSE = /^[\w`'"(*-]+(?: [\w`'",()-]+){3}/
/** Lines of search results, patches, logs, traces, transcripts and lists. */
const FOREIGN =
  /^(?:(?:[A-Za-z]:)?[\w./\\@+-]{1,200}[:-]\d{1,7}[:-]|diff --git |@@ -\d|index [0-9a-f]{7}|[+-]{3} [ab]?\/|```|~~~|\[?\d{4}-\d\d-\d\d[T ]|\[?\d\d:\d\d:\d\d|\w{3} [ \d]\d \d\d:\d\d|\s*(?:at \S.{0,200}[(:]\d|File "[^"]{1,200}", line \d|Traceback \(|Caused by:)|\$ \w|- \w|[+-] {2,20}\S|[\w.$()%/-]{1,80} ?:=|[.\w%/-]{1,80}:(?: [\w.$()%/-]{1,80}){0,9}$|\s{1,80}[\w-]{1,80}: [|>]-?$|[|+][-| ])/
/** One such line decides: a patch holds code, and is none. */
const VETO =
  /^(?:diff --git |@@ -\d|```|~~~|Traceback \(|\[!\[|\[[^\]]{1,80}\]\(http|\s{0,8}<(?:p|div|h[1-6]) align=|\s{0,8}<(?:a|img) [^>]{0,40}(?:href|src)="http|<(?:html|head|body|h[1-6])>)/
const VETO_WEIGHT = 6

function addMarks(tally: Tally, line: string, marks: readonly OwnedMark[]): boolean {
  let found = false
  for (const mark of marks) {
    if (!mark.line.test(line)) continue
    found = true
    tally.marks.set(mark, (tally.marks.get(mark) ?? 0) + 1)
    for (const owner of mark.owners) {
      tally.weights[owner] = (tally.weights[owner] ?? 0) + mark.weight
    }
  }
  return found
}

interface Best {
  readonly language: string
  readonly weight: number
  /** Different marks of it that were found, and what the one that was found most weighs. */
  readonly marks: number
  readonly heaviest: number
}

function bestOf({ weights, marks }: Tally): Best | undefined {
  let index = -1
  for (const [at, weight] of weights.entries()) {
    if (weight > (weights[index] ?? 0)) index = at
  }
  const found = LANGUAGES[index]
  if (found === undefined) return undefined
  const { name: language, base } = found
  const proving = base === undefined ? index : LANGUAGES.findIndex(({ name }) => name === base)
  const own = [...marks].filter(([{ owners }]) => owners.includes(proving))
  const heavy = own.map(([mark, times]) => (mark.weight > 2 ? mark.weight * times : 0))
  return {
    language,
    weight: weights[proving] ?? 0,
    marks: own.length,
    heaviest: Math.max(0, ...heavy),
  }
}
