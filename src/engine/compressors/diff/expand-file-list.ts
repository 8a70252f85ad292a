import type { Widths } from './file-list.ts'

/** Lead, one space for each open folder, path, and tail. */
const ROW =
  /^((?:[A-Z]|\d{1,9}\t\d{1,9}|-\t-)\t|)( *)([^ ][^|\t]{0,2000}?)( \| (\d{1,9}|Bin)([\s\S]*))?$/

export interface ExpandedList {
  readonly lines: readonly string[]
  /** Rows read. */
  readonly rows: number
}

/** The lines of `--stat`, `--name-status` or `--numstat` that the rows from `from` on stand for. */
export function expandFileList(
  source: readonly string[],
  from: number,
  { size, widths }: { readonly size: number; readonly widths: Widths },
): ExpandedList | undefined {
  const lines: string[] = []
  const folders: string[] = ['']
  let at = from
  for (; lines.length < size; at++) {
    const [, lead = '', depth = '', name, tail, count = '', graph = ''] =
      ROW.exec(source[at] ?? '') ?? []
    const folder = folders[depth.length]
    if (name === undefined || folder === undefined) return undefined
    folders.length = depth.length + 1
    const path = folder + name
    if (name.endsWith('/') && lead === '' && tail === undefined) folders.push(path)
    else if (tail === undefined) lines.push(lead + path)
    else lines.push(` ${path.padEnd(widths.path)} | ${count.padStart(widths.count)}${graph}`)
  }
  return { lines, rows: at - from }
}
