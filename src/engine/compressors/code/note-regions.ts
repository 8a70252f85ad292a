import type { Capture } from '../../contracts/abilities.ts'
import { lineHolding, type SourceView } from '../../text/source-view.ts'
import type { Region } from './region.ts'

/** Comments and documenting strings, without the lines that sum them up. */
export interface Notes {
  readonly regions: readonly Region[]
  /** First line of each documenting string → its last line. */
  readonly lastLines: ReadonlyMap<number, number>
}

/** Lines of a comment, or of line comments in a row. */
export interface NoteRun {
  readonly from: number
  /** The last line's successor. */
  readonly to: number
  /** True for line comments, of which each stands for itself. */
  readonly isLoose: boolean
}

export function noteRegions(view: SourceView, captures: readonly Capture[]): Notes {
  const lastLines = new Map<number, number>()
  const runs: NoteRun[] = []
  for (const capture of captures) {
    const run = runOf(view, capture)
    if (run === undefined) continue
    const above = runs.at(-1)
    if (above?.isLoose === true && run.isLoose && above.to === run.from) {
      runs[runs.length - 1] = { ...above, to: run.to }
    } else runs.push(run)
    if (!isComment(view.source, capture.start)) lastLines.set(run.from, run.to - 1)
  }
  return { regions: runs.flatMap((run) => regionOfNote(view, run)), lastLines }
}

/** `undefined` for comments behind code. */
function runOf(
  { source, sourceStarts }: SourceView,
  { start, end, broken }: Capture,
): NoteRun | undefined {
  const from = lineHolding(sourceStarts, start)
  if (broken || source.slice(sourceStarts[from], start).trim() !== '') return undefined
  const isLoose = LINE_COMMENT.test(source.slice(start, start + 2))
  return { from, to: lineHolding(sourceStarts, Math.max(start, end - 1)) + 1, isLoose }
}

const LINE_COMMENT = /^(?:\/\/|#|--)/

function isComment(source: string, start: number): boolean {
  const opening = source.slice(start, start + 2)
  return LINE_COMMENT.test(opening) || opening === '/*'
}

/** What is said first sums up; a closing mark keeps its line. */
export function regionOfNote(view: SourceView, { from, to, isLoose }: NoteRun): readonly Region[] {
  const first = from + summaryLines(view, from, to)
  const last = isLoose ? to : to - 1
  if (last - first < FEWEST_LINES) return []
  return [{ kind: 'note', from: first, to: last, head: from, name: '' }]
}

const FEWEST_LINES = 2
/** A first sentence longer than that is cut. */
const LONGEST_SUMMARY = 3

/** How many lines the first sentence takes. */
function summaryLines({ source, sourceStarts }: SourceView, from: number, to: number): number {
  let said = 0
  for (let line = from; line < to; line++) {
    const text = source
      .slice(sourceStarts[line], (sourceStarts[line + 1] ?? 1) - 1)
      .slice(0, LONGEST_LINE)
      .replace(MARKS, '')
      .trim()
    if (text === '' && said > 0) return line - from
    if (text !== '') said++
    if (said === LONGEST_SUMMARY || SENTENCE_END.test(text)) return line - from + 1
  }
  return to - from
}

const LONGEST_LINE = 400
/** What stands before the words of a comment, and before those of a documenting string. */
const MARKS = /^\s*(?:[rbfuRBFU]{0,2}["']{1,3}|\/\*[*!]?|\*(?!\/)|\/\/[/!]?|#+!?|--)?/
const SENTENCE_END = /[.!?:。](?:\s|$)/
