import type { PathPrefixes } from './file-head.ts'

/** What a packed diff makes use of; each has its words in the legend. */
export interface DiffForms {
  readonly prefixes: PathPrefixes | undefined
  readonly hasFiles: boolean
  readonly hasHunks: boolean
  readonly hasCommits: boolean
  readonly hasRuns: boolean
  readonly hasVerbatim: boolean
  readonly hasLists: boolean
  readonly hasAlike: boolean
  /** An empty line in a hunk stands for a line of context that is one space. */
  readonly barensBlanks: boolean
  /** All line breaks of the text are CRLF. */
  readonly isCrlf: boolean
}

/** Words the decoder looks for. */
export const CLAUSES = {
  blanks: 'empty line: blank context',
  crlf: 'lines end with CRLF',
} as const

export function legendOf(forms: DiffForms): string {
  const { prefixes } = forms
  const clauses = [
    forms.hasFiles ? '== file, old..new blob' : '',
    prefixes === undefined ? '' : `paths had prefixes "${prefixes.old}" and "${prefixes.new}"`,
    forms.hasHunks ? '@@ new line, function' : '',
    forms.barensBlanks ? CLAUSES.blanks : '',
    forms.hasRuns ? '[n lines added] or removed: without + or -' : '',
    forms.hasCommits ? 'commits with author, date and message; A=: A from there on' : '',
    forms.hasAlike ? '=== file, its head like the first' : '',
    forms.hasLists ? '[n files]: indented by folder' : '',
    forms.hasVerbatim ? '|: line as is' : '',
    forms.isCrlf ? CLAUSES.crlf : '',
  ]
  return `diff: ${clauses.filter((clause) => clause !== '').join('; ')}`
}

const PREFIXES = /; paths had prefixes "([a-z]?\/?)" and "([a-z]?\/?)"/

/** The prefixes a legend names; `undefined` where it names none. */
export function prefixesIn(legend: string): PathPrefixes | undefined {
  const [, before, after] = PREFIXES.exec(legend) ?? []
  return before === undefined || after === undefined ? undefined : { old: before, new: after }
}
