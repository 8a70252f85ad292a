import type { LineReader } from './line-reader.ts'
import { WORD } from './word-scan.ts'

/** Lines that differ in variable words only. */
export interface LineGroup {
  readonly signature: number
  readonly frame: number
  /** Frames between the words: one more than words. Runs of spaces as two. */
  readonly frames: readonly string[]
  /** The first line's words; `undefined` where they vary. */
  readonly words: readonly (string | undefined)[]
  readonly members: readonly number[]
}

/** Beyond this many kinds of lines a text is no log; the rest stays as it is. */
const MOST_GROUPS = 4096
const MOST_MEMBERS = 4096

/** Groups lines by what their words and frames have in common, in order of first appearance. */
export function groupLines(reader: LineReader, lines: Iterable<number>): readonly LineGroup[] {
  const groups = new Map<number, { readonly group: LineGroup; readonly members: number[] }>()
  for (const line of lines) {
    reader.read(line)
    reader.keep()
    const { signature } = reader.words
    const known = groups.get(signature)
    if (known !== undefined) {
      if (known.members.length < MOST_MEMBERS) known.members.push(line)
    } else if (groups.size < MOST_GROUPS) {
      const members = [line]
      groups.set(signature, { group: { ...shapeOf(reader), members }, members })
    }
  }
  return [...groups.values()].map(({ group }) => group)
}

/** The shape of the line that was read and scanned last. */
function shapeOf({ line, words }: LineReader): Omit<LineGroup, 'members'> {
  const frames: string[] = []
  const texts: (string | undefined)[] = []
  let end = 0
  for (let word = 0; word < words.count; word++) {
    const start = words.starts[word] ?? 0
    frames.push(narrowed(line.slice(end, start)))
    end = words.ends[word] ?? start
    texts.push(words.kinds[word] === WORD.literal ? line.slice(start, end) : undefined)
  }
  frames.push(narrowed(line.slice(end)))
  return { signature: words.signature, frame: words.frame, frames, words: texts }
}

/** Runs of spaces as two; most frames are a single character. */
function narrowed(frame: string): string {
  return frame.length < 3 ? frame : frame.replace(/ {3,}/g, '  ')
}
