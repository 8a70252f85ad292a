import { namePackages } from '../../../text/stack-frames/name-packages.ts'
import type { StackFrame, Stacks } from './read-stacks.ts'

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
  let own = 0
  for (const frame of framesIn(stacks, run)) {
    const stack = stacks.stacks[frame.stack]
    if (stack !== undefined && stack.sameAs !== frame.stack) again.add(stack.sameAs)
    if (frame.library === undefined) own++
    else packages.set(frame.library, (packages.get(frame.library) ?? 0) + 1)
  }
  const parts = [
    namePackages(packages),
    own === 0 ? '' : `${own} own frame${own === 1 ? '' : 's'}`,
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
