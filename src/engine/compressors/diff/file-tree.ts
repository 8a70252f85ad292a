import type { ListedFile } from './file-list.ts'

/**
 * Rows of a list in which a folder that several neighbours share has a row of its own, and what is
 * in it stands one space further in.
 */
export function treeOf(files: readonly ListedFile[]): readonly string[] {
  const rows: string[] = []
  const open: string[] = []
  for (const [index, { lead, path, tail }] of files.entries()) {
    while (!path.startsWith(open.at(-1) ?? '')) open.pop()
    const shared = sharedFolder(path, files[index + 1]?.path ?? '')
    const known = open.at(-1) ?? ''
    if (shared.length > known.length) {
      rows.push(' '.repeat(open.length) + shared.slice(known.length))
      open.push(shared)
    }
    const name = path.slice(open.at(-1)?.length ?? 0)
    rows.push(`${lead}${' '.repeat(open.length)}${name}${tail}`)
  }
  return rows
}

/** The longest folder that both are in, with its slash. */
function sharedFolder(one: string, other: string): string {
  let folder = 0
  for (let at = 0; at < one.length && one[at] === other[at]; at++) {
    if (one[at] === '/') folder = at + 1
  }
  return one.slice(0, folder)
}
