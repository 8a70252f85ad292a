import type { PathLine } from '../../text/listing/path-lines.ts'
import { directoryOf } from '../../text/search/directory.ts'

/** Paths of one directory with one lead, in order of appearance. */
export interface PathGroup {
  readonly lead: string
  readonly directory: string
  readonly members: readonly Member[]
}

export interface Member {
  readonly name: string
  readonly value: string
}

export interface Grouped {
  readonly groups: readonly PathGroup[]
  /** The group of each line. */
  readonly groupOf: readonly number[]
}

/** Puts lines of one directory and lead together; `isMerging` also where others stand between. */
export function groupPaths(lines: readonly PathLine[], root: string, isMerging: boolean): Grouped {
  const drafts: { lead: string; directory: string; members: Member[] }[] = []
  const known = new Map<string, number>()
  const groupOf: number[] = []
  for (const { lead, value, path } of lines) {
    const below = path.slice(root.length)
    const directory = directoryOf(below)
    const key = `${lead}\n${directory}`
    const found = known.get(key)
    const isOpen = found !== undefined && (isMerging || found === drafts.length - 1)
    const group = isOpen ? found : drafts.push({ lead, directory, members: [] }) - 1
    known.set(key, group)
    groupOf.push(group)
    drafts[group]?.members.push({ name: below.slice(directory.length), value })
  }
  return { groups: drafts, groupOf }
}
