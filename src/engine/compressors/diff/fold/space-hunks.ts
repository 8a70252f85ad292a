import type { LineFacts } from './line-facts.ts'
import { ROLE } from './role.ts'

/** Hunks that change nothing but white space. */
export function hunksOfSpace(facts: LineFacts): ReadonlySet<number> {
  const { roles, hunkOf, hunks, lines } = facts
  const sums = new Int32Array(hunks)
  for (const [at, hunk] of hunkOf.entries()) {
    const weight = WEIGHTS[roles[at] ?? ROLE.text] ?? 0
    if (weight !== 0 && hunk !== -1)
      sums[hunk] = (sums[hunk] ?? 0) + weight * countLetters(lines[at] ?? '')
  }
  const likely = new Set([...sums.keys()].filter((hunk) => sums[hunk] === 0))
  return likely.size === 0 ? likely : proved(facts, likely)
}

const WEIGHTS: Readonly<Record<number, number>> = { [ROLE.added]: 1, [ROLE.removed]: -1 }

/** Characters of a changed line beyond white space, its sign aside. */
function countLetters(line: string): number {
  let letters = 0
  for (let at = 1; at < line.length; at++) if (!isSpace(line.charCodeAt(at))) letters++
  return letters
}

/** Space, tab, carriage return. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d
}

/** Those whose two sides are equal without white space; that as many letters stand there is not enough. */
function proved({ roles, hunkOf, lines }: LineFacts, likely: Set<number>): ReadonlySet<number> {
  const removed = new Map<number, string>()
  const added = new Map<number, string>()
  for (const [at, hunk] of hunkOf.entries()) {
    if (!likely.has(hunk)) continue
    const side = roles[at] === ROLE.added ? added : roles[at] === ROLE.removed ? removed : undefined
    side?.set(hunk, (side.get(hunk) ?? '') + (lines[at] ?? '').slice(1).replace(/[ \t\r]+/g, ''))
  }
  return new Set([...likely].filter((hunk) => removed.get(hunk) === added.get(hunk)))
}
