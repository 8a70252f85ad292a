import type { LineReader } from './line-reader.ts'
import { WORD } from './word-scan.ts'

/** Lines that differ in variable words only. */
export interface LineGroup {
  readonly signature: number
  readonly frame: number
  /** Letters of the frames between the words, runs of spaces as two. */
  readonly frameLength: number
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
    const { signature } = reader
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
function shapeOf({ line, words, signature, frame }: LineReader): Omit<LineGroup, 'members'> {
  const texts: (string | undefined)[] = []
  let frameLength = 0
  let end = 0
  for (let word = 0; word < words.count; word++) {
    const start = words.starts[word] ?? 0
    frameLength += narrowLength(line, end, start)
    end = words.ends[word] ?? start
    texts.push(words.kinds[word] === WORD.literal ? line.slice(start, end) : undefined)
  }
  frameLength += narrowLength(line, end, line.length)
  return { signature, frame, frameLength, words: texts }
}

/** Runs of spaces as two; most frames are a single character. */
function narrowLength(line: string, start: number, end: number): number {
  if (end - start < 3) return end - start
  let length = 0
  let spaces = 0
  for (let at = start; at < end; at++) {
    spaces = line.charCodeAt(at) === SPACE ? spaces + 1 : 0
    if (spaces < 3) length++
  }
  return length
}

const SPACE = 0x20
