import type { StackFrame, Stacks } from './read-stacks.ts'

const MOST_PACKAGES = 5
const MOST_STACKS = 4

export interface Run {
  readonly from: number
  readonly to: number
}

/**
 * Exact counts of the frames that begin in the hidden lines `from` … `to` (from 0, `to` excluded):
 * `12 library frames: 8 java.util.stream, 4 java.util.concurrent; 40 own frames; same stack as line 7`.
 */
export function summarizeFrames(stacks: Stacks, run: Run): string {
  const packages = new Map<string, number>()
  const again = new Set<number>()
  let [library, own] = [0, 0]
  for (const frame of framesIn(stacks, run)) {
    const stack = stacks.stacks[frame.stack]
    if (stack !== undefined && stack.sameAs !== frame.stack) again.add(stack.sameAs)
    if (frame.library === undefined) own++
    else {
      library++
      packages.set(frame.library, (packages.get(frame.library) ?? 0) + 1)
    }
  }
  const parts = [
    library === 0 ? '' : `${counted(library, 'library frame')}: ${listOf(packages)}`,
    own === 0 ? '' : counted(own, 'own frame'),
    sameStacks(stacks, again),
  ]
  return parts.filter((part) => part !== '').join('; ')
}

function sameStacks({ stacks, frames }: Stacks, again: ReadonlySet<number>): string {
  if (again.size === 0) return ''
  const lines = [...again].map((stack) => (frames[stacks[stack]?.from ?? -1]?.line ?? 0) + 1)
  const named = lines.slice(0, MOST_STACKS).join(', ')
  const [what, which] = again.size === 1 ? ['stack', 'line'] : ['stacks', 'lines']
  const more = lines.length > MOST_STACKS ? `, ${lines.length - MOST_STACKS} more` : ''
  return `same ${what} as from ${which} ${named}${more}`
}

function* framesIn({ frames, frameOf }: Stacks, { from, to }: Run): Generator<StackFrame> {
  let last = -1
  for (let line = from; line < to; line++) {
    const index = frameOf[line] ?? -1
    const frame = index === -1 || index === last ? undefined : frames[index]
    last = index
    if (frame?.line === line) yield frame
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function listOf(packages: ReadonlyMap<string, number>): string {
  const order = [...packages].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const named = order.slice(0, MOST_PACKAGES).map(([name, count]) => `${count} ${plain(name)}`)
  const rest = order.slice(MOST_PACKAGES).reduce((sum, [, count]) => sum + count, 0)
  return [...named, ...(rest === 0 ? [] : [`${rest} of others`])].join(', ')
}

/** Names come out of paths; what is no part of a name has no place in a summary. */
function plain(name: string): string {
  return name.replace(/[^\w@./:<>-]/g, '·')
}
