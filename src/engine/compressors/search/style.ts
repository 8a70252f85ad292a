import type { SearchLayout } from '../../text/search/draft.ts'

/** What the legend says of the lines as they were; printing needs it. */
export interface Style {
  readonly layout: SearchLayout
  /** A line `dir/` stands above the names of files below it. */
  readonly hasDirectories: boolean
  readonly hasContext: boolean
  /** `--` stands wherever the next line is not the next one of the file, and nowhere else. */
  readonly hasSeparators: boolean
  /** A blank line stands above every path but the first, and nowhere else. */
  readonly hasBlanks: boolean
  /** Letters stand for phrases, defined above a line `---`. */
  readonly hasPhrases: boolean
  /** Left off the front of every path; may be empty. */
  readonly root: string
}

const LINES: Readonly<Record<SearchLayout, string>> = {
  inline: 'path:12:text',
  unnumbered: 'path:text',
  heading: '12:text',
}

const DIRECTORIES = '; dir/ stands above the files in it'
const CONTEXT: Readonly<Record<SearchLayout, string>> = {
  inline: '; "11-text", and " text" one line on, stand around a match',
  unnumbered: '; "-text" stands around a match',
  heading: '; "11-text", and " text" one line on, stand around a match',
}
const SEPARATORS = '; -- between stretches left off'
const BLANKS = '; blank lines between files left off'
const PHRASES = '; each letter defined above the --- stands for its phrase below it'
const ROOT = '; all paths are below '

/** In words that a reader needs as well. */
export function legendOf(style: Style): string {
  const { layout, root } = style
  return [
    `search results by file, each was ${LINES[layout]}`,
    style.hasDirectories ? DIRECTORIES : '',
    style.hasContext ? CONTEXT[layout] : '',
    style.hasSeparators ? SEPARATORS : '',
    style.hasBlanks ? BLANKS : '',
    style.hasPhrases ? PHRASES : '',
    root === '' ? '' : ROOT + root,
  ].join('')
}

/** `undefined` for a legend that `legendOf` would not write. */
export function styleOf(legend: string): Style | undefined {
  const rootAt = legend.indexOf(ROOT)
  const root = rootAt === -1 ? '' : legend.slice(rootAt + ROOT.length)
  const [was = '', ...clauses] = legend.slice(0, rootAt === -1 ? undefined : rootAt).split('; ')
  const layouts = ['inline', 'unnumbered', 'heading'] as const
  const layout = layouts.find((name) => was.endsWith(` ${LINES[name]}`))
  if (layout === undefined) return undefined
  const style: Style = {
    layout,
    hasDirectories: clauses.includes(DIRECTORIES.slice(2)),
    hasContext: clauses.includes(CONTEXT[layout].slice(2)),
    hasSeparators: clauses.includes(SEPARATORS.slice(2)),
    hasBlanks: clauses.includes(BLANKS.slice(2)),
    hasPhrases: clauses.includes(PHRASES.slice(2)),
    root,
  }
  return legendOf(style) === legend ? style : undefined
}
