/** A line of `--stat`, `--name-status` or `--numstat`. */
export interface ListedFile {
  /** What stands before the path: `M` and a tab, counts and tabs, or nothing. */
  readonly lead: string
  readonly path: string
  /** ` | 54 ++--` without its padding, or nothing. */
  readonly tail: string
}

/** Lines of one sort side by side, and how wide their columns are. */
export interface FileList {
  readonly files: readonly ListedFile[]
  /** Columns of paths and of counts; 0 where nothing is padded. */
  readonly widths: Widths
}

export interface Widths {
  readonly path: number
  readonly count: number
}

/** Fewer are not worth a line of their own. */
const FEWEST = 3

const NAMED = /^((?:[AMDTUX]|\d{1,9}\t\d{1,9}|-\t-)\t)([^\t]{1,2000})$/
const STAT = /^ (\S(?:.{0,2000}\S)?) +\| +(\d{1,9}|Bin)((?: [^|]{1,400})?)$/

/** The list that begins at `start`; `undefined` where none does. */
export function readFileList(lines: readonly string[], start: number): FileList | undefined {
  const first = lines[start] ?? ''
  if (first.startsWith(' ')) return readStat(lines, start)
  const files: ListedFile[] = []
  for (let at = start; at < lines.length; at++) {
    const [, lead, path] = NAMED.exec(lines[at] ?? '') ?? []
    if (lead === undefined || path === undefined || !isPlain(path)) break
    files.push({ lead, path, tail: '' })
  }
  return files.length < FEWEST ? undefined : { files, widths: { path: 0, count: 0 } }
}

/** A path that its row in a tree cannot be mistaken for another. */
function isPlain(path: string): boolean {
  return !/^ |\/ |\/$|\|/.test(path)
}

function readStat(lines: readonly string[], start: number): FileList | undefined {
  const widths = widthsOf(lines[start] ?? '')
  if (widths === undefined) return undefined
  const files: ListedFile[] = []
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const [, path, count = '', graph = ''] = STAT.exec(line) ?? []
    if (path === undefined || !isPlain(path)) break
    const file = { lead: '', path, tail: ` | ${count}${graph}` }
    if (printListed(file, widths) !== line) break
    files.push(file)
  }
  return files.length < FEWEST ? undefined : { files, widths }
}

function widthsOf(line: string): Widths | undefined {
  const bar = line.indexOf(' | ')
  const [, padding = '', count = ''] = /^( *)(\d{1,9}|Bin)/.exec(line.slice(bar + 3)) ?? []
  return bar < 1 || count === ''
    ? undefined
    : { path: bar - 1, count: padding.length + count.length }
}

/** The line as git prints it. */
function printListed({ lead, path, tail }: ListedFile, widths: Widths): string {
  if (widths.path === 0) return lead + path
  const [, count = '', graph = ''] = /^ \| (\d{1,9}|Bin)([\s\S]*)$/.exec(tail) ?? []
  return ` ${path.padEnd(widths.path)} | ${count.padStart(widths.count)}${graph}`
}
