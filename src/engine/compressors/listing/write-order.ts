import type { PathLine } from '../../text/listing/path-lines.ts'
import type { Grouped } from './group-paths.ts'
import { comparePaths, groupName, SORTED, SORTED_BY_PARTS } from './spelling.ts'

/** The line that says how the lines of groups were mixed; `undefined` where they stood one after the other. */
export function orderLine(lines: readonly PathLine[], { groupOf }: Grouped): string | undefined {
  if (groupOf.every((group, at) => at === 0 || group >= (groupOf[at - 1] ?? 0))) return undefined
  if (isSorted(lines, false)) return SORTED
  return isSorted(lines, true) ? SORTED_BY_PARTS : runsOf(groupOf)
}

/** True for an order that counts the lines of each group. */
export function hasRuns(order: string | undefined): boolean {
  return order !== undefined && order !== SORTED && order !== SORTED_BY_PARTS
}

function isSorted(lines: readonly PathLine[], byParts: boolean): boolean {
  return lines.every(
    ({ path }, at) => at === 0 || comparePaths(lines[at - 1]?.path ?? '', path, byParts) < 0,
  )
}

/** How many of which group in turn: a number alone opens the next group, a letter goes back to one. */
function runsOf(groupOf: readonly number[]): string {
  const runs: string[] = []
  let opened = 0
  for (let at = 0; at < groupOf.length; ) {
    const group = groupOf[at] ?? 0
    let end = at + 1
    while (groupOf[end] === group) end++
    const count = end - at
    if (group === opened) {
      runs.push(`${count}`)
      opened++
    } else runs.push(groupName(group) + (count === 1 ? '' : count))
    at = end
  }
  return `order: ${runs.join(',')}`
}
