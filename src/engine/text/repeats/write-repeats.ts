import { UNPACKING_LIMITS } from '../unpacking-limits.ts'
import { findRepeats, type Repeat, type Stretch } from './find-repeats.ts'
import { lineIdsOf } from './line-ids.ts'

/**
 * Lines and blocks of lines that repeat, written once; `undefined` where nothing does. The grammar is
 * that of the form `lines` in docs/packed-lines.md.
 */
export function writeRepeats(text: string): string | undefined {
  const lines = lineIdsOf(text)
  if (lines.count > UNPACKING_LIMITS.lines) return undefined
  const stretches = findRepeats(lines)
  if (stretches.length === lines.count) return undefined
  const names = namesOf(stretches)
  const written: string[] = []
  for (const stretch of stretches) {
    if (stretch.kind === 'shown') {
      written.push(...(names.get(stretch.line) ?? []).map(definitionOf))
      written.push(
        escaped(text.slice(lines.starts[stretch.line], (lines.starts[stretch.line + 1] ?? 1) - 1)),
      )
    } else written.push(referenceTo(stretch, names))
  }
  return written.join('\n') + (lines.isTerminated ? '\n' : '')
}

interface Block {
  readonly name: string
  readonly length: number
}

/** Blocks by the line they begin at. */
function namesOf(stretches: readonly Stretch[]): ReadonlyMap<number, readonly Block[]> {
  const blocks = new Map<number, Block[]>()
  let count = 0
  for (const stretch of stretches) {
    if (stretch.kind !== 'again') continue
    const here = blocks.get(stretch.from) ?? []
    blocks.set(stretch.from, here)
    if (here.some(({ length }) => length === stretch.length)) continue
    here.push({ name: nameOf(count++), length: stretch.length })
  }
  return blocks
}

/** `A` … `Z`, `AA`, … */
function nameOf(index: number): string {
  let name = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(0x41 + (rest % 26)) + name
  }
  return name
}

function definitionOf({ name, length }: Block): string {
  return `[block ${name} = the next ${length} lines]`
}

function referenceTo(stretch: Repeat, names: ReadonlyMap<number, readonly Block[]>): string {
  if (stretch.kind === 'again') {
    const block = names.get(stretch.from)?.find(({ length }) => length === stretch.length)
    return `[block ${block?.name ?? ''} again]`
  }
  const { period, times } = stretch
  const above = period === 1 ? 'line' : `${period} lines`
  return `[the ${above} above ${times} more times]`
}

/** A line that reads like one of ours, or is so escaped, gets a backslash. */
function escaped(line: string): string {
  return /^\\*\[(?:block|the) /.test(line) ? `\\${line}` : line
}
