import type { Content } from '../ir/content.ts'
import { LANGUAGES } from '../languages/index.ts'
import { LOOSE_MARKS, marksFor, type OwnedMark } from '../languages/read-line.ts'
import { sourceViewOf } from '../text/source-view.ts'
import { sampleLines } from './sample-lines.ts'

/** Fewer lines prove nothing. */
const FEWEST_LINES = 5
/** Different marks of one language that prove it, and what they must weigh. */
const FEWEST_MARKS = 2
const LEAST_WEIGHT = 7
/** Per cent of lines that may look like search results, logs, traces, patches or lists. */
const MOST_FOREIGN = 12
/** Per cent of lines that must look like code; prose, as in long comments, counts half. */
const LEAST_CODE = 45

/**
 * Confidence, 0 … 100, that a text is source code, whole or in part, and in which language. Judges by
 * lines from all over the text: how they look, and which language's marks they bear.
 */
export function recognizeCode(text: string): Pick<Content, 'confidence' | 'language'> {
  const lines = sourceViewOf(sampleLines(text, SAMPLING).join('\n')).source.split('\n')
  const tally = tallyOf(lines)
  const { counted, code, prose, foreign } = tally
  if (counted < FEWEST_LINES || foreign * 100 > counted * MOST_FOREIGN) return UNPROVED
  const share = Math.floor((code * 200) / Math.max(1, 2 * code + prose + 2 * tally.other))
  const best = bestOf(tally)
  if (best === undefined || share < LEAST_CODE) return UNPROVED
  const { index, weight, marks } = best
  if (marks < FEWEST_MARKS || weight < Math.max(LEAST_WEIGHT, Math.floor(counted / 8)))
    return UNPROVED
  const confidence = Math.min(97, 58 + 3 * Math.min(marks, 6) + Math.floor((share - 45) / 2))
  const language = LANGUAGES[index]?.name
  return language === undefined ? UNPROVED : { confidence, language }
}

const SAMPLING = { head: 60, tail: 30, stretches: 4, stretch: 25 }
const UNPROVED = { confidence: 0 }

interface Tally {
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
  const isMarked = addMarks(tally, line)
  if (COMMENT.test(line)) return
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
  /^(?:(?:[A-Za-z]:)?[\w./\\@+-]{1,200}[:-]\d{1,7}[:-]|diff --git |@@ -\d|index [0-9a-f]{7}|[+-]{3} [ab]?\/|```|~~~|\[?\d{4}-\d\d-\d\d[T ]|\[?\d\d:\d\d:\d\d|\w{3} [ \d]\d \d\d:\d\d|\s*(?:at \S.{0,200}[(:]\d|File "[^"]{1,200}", line \d|Traceback \(|Caused by:)|\$ \w|- \w|[+-] {2,20}\S|[|+][-| ])/
/** One such line decides: a patch holds code, and is none. */
const VETO = /^(?:diff --git |@@ -\d|```|~~~|Traceback \()/
const VETO_WEIGHT = 6

function addMarks(tally: Tally, line: string): boolean {
  let found = false
  for (const marks of [marksFor(line), LOOSE_MARKS]) {
    for (const mark of marks) {
      if (!mark.line.test(line)) continue
      found = true
      tally.marks.set(mark, (tally.marks.get(mark) ?? 0) + 1)
      for (const owner of mark.owners) {
        tally.weights[owner] = (tally.weights[owner] ?? 0) + mark.weight
      }
    }
  }
  return found
}

interface Best {
  /** Into `LANGUAGES`. */
  readonly index: number
  readonly weight: number
  /** Different marks of it that were found. */
  readonly marks: number
}

function bestOf({ weights, marks }: Tally): Best | undefined {
  let index = -1
  for (const [at, weight] of weights.entries()) {
    if (weight > (weights[index] ?? 0)) index = at
  }
  if (index === -1) return undefined
  const own = [...marks.keys()].filter(({ owners }) => owners.includes(index))
  return { index, weight: weights[index] ?? 0, marks: own.length }
}
