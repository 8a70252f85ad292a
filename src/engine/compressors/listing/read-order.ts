import type { PathLine } from '../../text/listing/path-lines.ts'
import { comparePaths, groupName, SORTED, SORTED_BY_PARTS } from './spelling.ts'

export type ListedPath = PathLine

/** The lines of groups as they were mixed; `undefined` for an order that does not use up all of them. */
export function inOrder(
  groups: readonly (readonly ListedPath[])[],
  order: string | undefined,
): readonly ListedPath[] | undefined {
  if (order === undefined) return groups.flat()
  if (order === SORTED || order === SORTED_BY_PARTS) {
    const byParts = order === SORTED_BY_PARTS
    return groups.flat().sort((one, other) => comparePaths(one.path, other.path, byParts))
  }
  return byRuns(groups, order.slice('order: '.length).split(','))
}

function byRuns(
  groups: readonly (readonly ListedPath[])[],
  runs: readonly string[],
): readonly ListedPath[] | undefined {
  const names = new Map(groups.map((_, index) => [groupName(index), index]))
  const taken = new Int32Array(groups.length)
  const lines: ListedPath[] = []
  let opened = 0
  for (const run of runs) {
    const [, name = '', count = '1'] = /^([a-z]{0,5})(\d{1,9})?$/.exec(run) ?? []
    const group = name === '' ? opened++ : (names.get(name) ?? groups.length)
    const from = taken[group] ?? 0
    const to = from + Number(count)
    if (to > (groups[group]?.length ?? -1)) return undefined
    taken[group] = to
    lines.push(...(groups[group] ?? []).slice(from, to))
  }
  return groups.every(({ length }, group) => taken[group] === length) ? lines : undefined
}
