import type { GapFacts } from './protocol.ts'

/** As the engine prints it: `[… lines 4-40 (37) left out: level ERROR 12 of 51]`. */
const GAP = /^\[… (lines|rows) (\d{1,9})-(\d{1,9}) \(\d{1,9}\) left out/

/** What a gap line of a folded text says, `undefined` for any other line. */
export function gapIn(line: string): GapFacts | undefined {
  const [, unit, from, to] = GAP.exec(line) ?? []
  if (unit !== 'lines' && unit !== 'rows') return undefined
  return { unit, from: Number(from), to: Number(to) }
}

/** The line that names the ref of a shortened text. */
export function isMarker(line: string): boolean {
  return line.startsWith('[') && line.includes('nothing lost: headroom_retrieve(ref="')
}

/** The first line of a packed text. */
export function isPackedHeader(line: string): boolean {
  return line.startsWith('[packed ')
}
