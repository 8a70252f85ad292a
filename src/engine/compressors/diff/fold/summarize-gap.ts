import type { LineFacts } from './line-facts.ts'
import { ROLE } from './role.ts'

/** Files named in a gap; of more their number. */
const MOST_FILES = 3

interface Run {
  /** From 0; `to` is the line behind the last. */
  readonly from: number
  readonly to: number
}

/** Exact facts about hidden lines, e.g. `+120 -3 in package-lock.json`. */
export function summarizeGap(facts: LineFacts, run: Run): string {
  const counts = countRoles(facts, run)
  const of = (role: number): number => counts[role] ?? 0
  const changes = of(ROLE.added) + of(ROLE.removed)
  const said = [
    changes > 0 ? `+${of(ROLE.added)} -${of(ROLE.removed)}${filesOf(facts, run)}` : '',
    of(ROLE.commit) > 0 ? `${commitsIn(facts, run)} commits` : '',
    changes === 0 && of(ROLE.context) > 0 ? `unchanged${lastNumber(facts, run)}` : '',
    of(ROLE.binary) > 0 ? 'binary data' : '',
    of(ROLE.message) + of(ROLE.trailer) > 0 ? 'of the message' : '',
  ]
  return said.filter((part) => part !== '').join(', ')
}

function countRoles({ roles }: LineFacts, { from, to }: Run): Int32Array {
  const counts = new Int32Array(Object.keys(ROLE).length)
  for (let at = from; at < to; at++) {
    const role = roles[at] ?? 0
    counts[role] = (counts[role] ?? 0) + 1
  }
  return counts
}

/** Other paths have no place in a summary. */
const SHOWN = /^[\u0021-\u007e\u00a1-\u1fff]{1,160}$/

/** ` in a.ts and b.ts`, ` in 12 files`. */
function filesOf({ roles, fileOf, files }: LineFacts, { from, to }: Run): string {
  const paths = new Set<string>()
  for (let at = from; at < to; at++) {
    const isChange = roles[at] === ROLE.added || roles[at] === ROLE.removed
    const path = isChange ? files[fileOf[at] ?? -1]?.path : undefined
    if (path !== undefined) paths.add(path)
  }
  if ([...paths].some((path) => !SHOWN.test(path))) return ''
  if (paths.size === 0) return ''
  return paths.size > MOST_FILES ? ` in ${paths.size} files` : ` in ${[...paths].join(' and ')}`
}

function commitsIn({ roles, lines }: LineFacts, { from, to }: Run): number {
  let commits = 0
  for (let at = from; at < to; at++) {
    if (roles[at] === ROLE.commit && lines[at]?.startsWith('commit ') === true) commits++
  }
  return commits
}

/** Where the heads of hunks are hidden, the number in the new file that the hidden lines go up to. */
function lastNumber({ numbers, roles }: LineFacts, { from, to }: Run): string {
  let last = to - 1
  while (last > from && numbers[last] === 0) last--
  return roles.subarray(from, last).includes(ROLE.hunk) ? ` to ${numbers[last]}` : ''
}
