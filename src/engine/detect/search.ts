import { ROLE, type SearchLayout, type SearchLines } from '../text/search/draft.ts'
import { readSearch } from '../text/search/search-lines.ts'
import { isSurePath } from '../text/search/split-line.ts'
import type { LineSample } from './line-sample.ts'

/** Fewer lines prove nothing; without paths and without numbers it takes more. */
const FEWEST_LINES = 2
const FEWEST_BARE = 4

/**
 * Confidence, 0 … 100, that a text is what a search tool printed: `path:12:text` with or without
 * context, paths above numbered lines, `path:text` and counts. What compilers and linters print at a
 * place in a file is none: there, a space and a sentence follow the place.
 */
export function recognizeSearch({ lines: sample, written }: LineSample): number {
  const found = written.filter((line) => MAY_BE_FOUND.test(line)).length
  if (found * 4 < written.length) return 0
  const lines = readSearch(sample.join('\n'))
  const survey = surveyOf(lines)
  if (survey.matches < FEWEST_LINES || shareOf(survey.remarks, survey.matches) > MOST_REMARKS) {
    return 0
  }
  return CONFIDENCES[lines.layout](lines, survey)
}

const CONFIDENCES: Readonly<Record<SearchLayout, (lines: SearchLines, survey: Survey) => number>> =
  {
    inline: confidenceOfPlaces,
    unnumbered: confidenceOfPaths,
    heading: confidenceOfNumbers,
  }

/** A number or a path before a colon or dash. */
const MAY_BE_FOUND = /^\d{1,8}[:-]|[:-]\d{1,8}[:-]|^\S{0,300}[\w)\]]:/
/** Sentences at places, numbers that fall within a file: more than so many per cent are no search. */
const MOST_REMARKS = 60
const MOST_FALLS = 10
const UNNUMBERED = 80
/** Per cent of matches. */
const FEWEST_GAPS = 30

interface Survey {
  /** Neither blank nor a separator. */
  readonly lines: number
  readonly matches: number
  readonly context: number
  readonly paths: number
  readonly surePaths: number
  /** Matches that read like a compiler's or linter's message, or a frame of a stack. */
  readonly remarks: number
  /** Matches whose number is below, or the same as, that of the match before in the same file. */
  readonly falls: number
  readonly stalls: number
  /** Matches that do not follow the line of the match before. */
  readonly gaps: number
}

function surveyOf(found: SearchLines): Survey {
  const { roles, count, pathOf } = found
  const isSure = found.paths.map(isSurePath)
  const counts = new Int32Array(8)
  let [surePaths, remarks, falls, stalls, gaps] = [0, 0, 0, 0, 0]
  for (let line = 0; line < count; line++) {
    const role = roles[line] ?? ROLE.other
    counts[role] = (counts[role] ?? 0) + 1
    if (role !== ROLE.match) continue
    const rise = riseAt(found, line)
    falls += Number(rise < 0)
    stalls += Number(rise === 0)
    gaps += Number(rise > 1)
    surePaths += Number(isSure[pathOf[line] ?? -1] === true)
    remarks += Number(isRemark(found, line))
  }
  const [other = 0, matches = 0, context = 0, paths = 0] = counts
  const lines = other + matches + context
  return { lines, matches, context, paths, surePaths, remarks, falls, stalls, gaps }
}

/** By how much a match's number is above that of the match right before it in its file; else 1. */
function riseAt({ roles, pathOf, numbers }: SearchLines, line: number): number {
  const isBelow = pathOf[line] === pathOf[line - 1] && roles[line - 1] === ROLE.match
  return isBelow ? (numbers[line] ?? 0) - (numbers[line - 1] ?? 0) : 1
}

function isRemark({ text, textAt }: SearchLines, line: number): boolean {
  const at = textAt[line] ?? 0
  return REMARK.test(text.slice(at, at + REMARK_LENGTH))
}

/** After the place: a column perhaps, one space and a word; `in 'method'` of a Ruby frame; `::` of a test or a namespace. */
const REMARK = /^(?:\d{1,6}:)? [A-Za-z[]|^in [`']|^:/
const REMARK_LENGTH = 12

/** `path:12:text` */
function confidenceOfPlaces(_: SearchLines, survey: Survey): number {
  const explained = shareOf(survey.matches + survey.context, survey.lines)
  if (explained < 80 || shareOf(survey.falls, survey.matches) > MOST_FALLS) return 0
  const sure = shareOf(survey.surePaths, survey.matches)
  return Math.min(99, (sure >= 60 ? 60 : 40) + Math.floor((explained * 2) / 5))
}

/** `path:text`: one name alone, without a directory, may be a host or a key. */
function confidenceOfPaths({ paths }: SearchLines, survey: Survey): number {
  if (paths.length === 1 && !/[/\\]/.test(paths[0] ?? '')) return 0
  const explained = shareOf(survey.matches + survey.context, survey.lines)
  return explained < 95 || survey.surePaths < survey.matches ? 0 : UNNUMBERED
}

/** `12:text` with rising numbers, below paths or of a single file. */
function confidenceOfNumbers({ roles }: SearchLines, survey: Survey): number {
  const { lines, matches, context, paths, falls, stalls, gaps } = survey
  if (shareOf(matches + context, lines) < 90 || falls + stalls > 0) return 0
  if (paths > 0) return roles[0] === ROLE.path ? 98 : 90
  if (matches < FEWEST_BARE) return 0
  // Numbers without a gap are those of a file that is shown, not of what was found in it.
  return shareOf(gaps, matches) > FEWEST_GAPS ? 98 : 80
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole)
}
