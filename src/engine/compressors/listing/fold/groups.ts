import { cutPathLine, type PathShape } from '../../../text/listing/path-lines.ts'
import { directoryOf } from '../../../text/search/directory.ts'
import { type Columns, columnsOf } from './columns.ts'

/** What the lines of a list fall into: directories, statuses, or the values of a column. */
export interface Groups {
  readonly names: readonly string[]
  /** Index into `names`; -1 for lines that belong to none. */
  readonly groupOf: Int32Array
  readonly counts: Int32Array
  readonly columns: Columns
  /** True where lines of a group mostly stand together, as those of a directory do. */
  readonly areTogether: boolean
}

/** Groups by what a reader would count: the status, else the directory, else a column of few values. */
export function groupsOf(lines: readonly string[], shape: PathShape | undefined): Groups {
  const columns = columnsOf(lines)
  const ids = new Map<string, number>()
  const counts: number[] = []
  const groupOf = new Int32Array(lines.length).fill(-1)
  for (const [line, text] of lines.entries()) {
    const name = nameOf(text, shape) ?? columns.groupOf(line)
    if (name === undefined) continue
    const id = ids.get(name) ?? ids.size
    ids.set(name, id)
    counts[id] = (counts[id] ?? 0) + 1
    groupOf[line] = id
  }
  return {
    names: [...ids.keys()],
    groupOf,
    counts: Int32Array.from(counts),
    columns,
    areTogether: runsIn(groupOf) <= ids.size * MOST_RUNS,
  }
}

/** A group that stands in more stretches than this, on average, is scattered. */
const MOST_RUNS = 3

function runsIn(groupOf: Int32Array): number {
  let runs = 0
  for (let line = 0; line < groupOf.length; line++) if (groupOf[line] !== groupOf[line - 1]) runs++
  return runs
}

/** A line of `ls -l` or `find -ls`. */
const WITH_MODE = /^(?: {0,8}\d{1,12} {1,9}\d{1,9} )?([-dlcbps])(?:[-r][-w][-xsStT]){3}[.+@]? /

function nameOf(line: string, shape: PathShape | undefined): string | undefined {
  const [, type] = WITH_MODE.exec(line) ?? []
  if (type !== undefined) return typeOf(line, type)
  const cut = shape === undefined ? undefined : cutPathLine(line, shape)
  if (cut === undefined || (shape?.kind === 'plain' && cut.path.includes(' '))) return undefined
  if (shape?.kind === 'status') return cut.value
  const directory = directoryOf(cut.path)
  if (shape?.kind === 'led') return `${cut.lead.trim()} ${directory}`.trim()
  return directory === '' ? undefined : directory
}

function typeOf(line: string, type: string): string {
  if (type === 'd') return 'directories'
  if (type === 'l') return 'links'
  return /\.[A-Za-z]\w{0,9}$/.exec(line)?.[0] ?? 'no extension'
}
