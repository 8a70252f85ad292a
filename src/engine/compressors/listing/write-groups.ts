import type { PathLine } from '../../text/listing/path-lines.ts'
import { basesOf } from './bases.ts'
import { groupPaths, type Member, type PathGroup } from './group-paths.ts'
import type { ListStyle } from './spelling.ts'
import { rowSuffix } from './suffixes.ts'
import { cellOf } from './write-cell.ts'
import { hasRuns, orderLine } from './write-order.ts'

/** Lines of paths, with nothing between them, as rows; `isMerging` groups what is mixed. */
export function writeGroups(
  lines: readonly PathLine[],
  style: ListStyle,
  isMerging: boolean,
): readonly string[] {
  const grouped = groupPaths(lines, style.root, isMerging)
  const order = orderLine(lines, grouped)
  const placed = placedBelow(grouped.groups)
  const rows = rowsOf(hasRuns(order) ? placed : withSinglesJoined(placed), style)
  return order === undefined ? rows : [...rows, order]
}

/** A group in a row of its own, below the directory on the line above it, if any. */
interface PlacedGroup extends PathGroup {
  readonly base: string
}

function placedBelow(groups: readonly PathGroup[]): readonly PlacedGroup[] {
  const bases = basesOf(groups.map(({ directory }) => directory))
  return groups.map((group, at) => ({ ...group, base: bases[at] ?? '' }))
}

/** Neighbours with one name each share a row, as `dir/name`. */
function withSinglesJoined(groups: readonly PlacedGroup[]): readonly PlacedGroup[] {
  const joined: PlacedGroup[] = []
  /** Of the last group, where more may join it. */
  let open: Member[] | undefined
  for (const group of groups) {
    const alone = asPaths(group)
    const last = joined.at(-1)
    if (alone === undefined) {
      open = undefined
      joined.push(group)
    } else if (open !== undefined && last?.base === group.base && last.lead === group.lead) {
      for (const member of alone.members) open.push(member)
    } else {
      open = [...alone.members]
      joined.push({ ...group, directory: alone.directory, members: open })
    }
  }
  return joined
}

/** The group's names as paths below its base, where it has one name or stands right there. */
function asPaths({ directory, base, members }: PlacedGroup): Omit<PathGroup, 'lead'> | undefined {
  const below = directory.slice(base.length)
  if (members.length > 1 && below !== '') return undefined
  return {
    directory: base,
    members: members.map(({ name, value }) => ({ name: below + name, value })),
  }
}

function rowsOf(groups: readonly PlacedGroup[], style: ListStyle): string[] {
  const rows: string[] = []
  let [lead, base] = ['', '']
  for (const group of groups) {
    if (group.lead !== lead) rows.push(`${JSON.stringify(group.lead)} before each of`)
    if (group.base !== base && group.base !== '') rows.push(spelledDirectory(group.base))
    lead = group.lead
    base = group.base
    rows.push(rowOf(group, style))
  }
  return rows
}

function rowOf({ directory, base, members }: PlacedGroup, style: ListStyle): string {
  const names = members.map(({ name }) => name)
  const suffix = rowSuffix(names, style.suffix)
  const star = suffix === style.suffix ? '' : `*${suffix}`
  const cells = members.map((member) => cellOf(member, suffix, style.usual))
  const below = directory.slice(base.length)
  const isBare = below === '' && star === '' && !cells[0]?.startsWith('"')
  const heading = isBare ? '' : `${spelledDirectory(below)}${star} `
  return `${base === '' ? '' : ' '}${heading}${cells.join(' ')}`
}

function spelledDirectory(directory: string): string {
  if (directory === '') return './'
  const isBare = /^[^\s"*[\]|][^\s"*]*[/\\]$/.test(directory) && directory !== './'
  return isBare ? directory : JSON.stringify(directory)
}
