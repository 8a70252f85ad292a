import { type LineStarts, lineOf } from '../../../text/line-starts.ts'
import { frameAt, isTraceHead } from '../../../text/stack-frames/frame-at.ts'

/** One frame of a stack, in its place. */
export interface StackFrame {
  readonly line: number
  readonly lines: number
  readonly library: string | undefined
  /** Equal for frames that read the same. */
  readonly text: string
  /** Index into `stacks`. */
  readonly stack: number
}

/** Frames that follow each other. */
export interface Stack {
  /** Indices into `frames`; `to` excluded. */
  readonly from: number
  readonly to: number
  /** The first stack with these very frames; itself where there was none before. */
  readonly sameAs: number
}

export interface Stacks {
  readonly lines: LineStarts
  readonly frames: readonly StackFrame[]
  readonly stacks: readonly Stack[]
  /** By line: index into `frames`, or -1. */
  readonly frameOf: Int32Array
  /** 1 for messages, causes and what joins traces. */
  readonly isHead: Uint8Array
}

/** Reads every line once. */
export function readStacks(lines: LineStarts): Stacks {
  const frameOf = new Int32Array(lines.count).fill(-1)
  const isHead = new Uint8Array(lines.count)
  const frames: StackFrame[] = []
  const stacks = new StackList()
  const seen = (line: number): string => lineOf(lines, line).replace(/\r$/, '')
  for (let line = 0; line < lines.count; ) {
    const text = seen(line)
    const frame = frameAt(text, (offset) => seen(line + offset))
    if (frame === undefined) {
      if (isTraceHead(text)) isHead[line] = 1
      stacks.end(frames)
      line++
      continue
    }
    const taken = Math.min(frame.lines, lines.count - line)
    const whole = Array.from({ length: taken }, (_, offset) => seen(line + offset)).join('\n')
    frameOf.fill(frames.length, line, line + taken)
    const { library } = frame
    frames.push({ line, lines: taken, library, text: whole, stack: stacks.count })
    line += taken
  }
  stacks.end(frames)
  return { lines, frames, stacks: stacks.all, frameOf, isHead }
}

class StackList {
  readonly all: Stack[] = []
  readonly #firstOf = new Map<string, number>()
  #from = 0

  get count(): number {
    return this.all.length
  }

  /** What came since the last end is a stack. */
  end(frames: readonly StackFrame[]): void {
    if (frames.length === this.#from) return
    const key = hashOf(frames, this.#from)
    const sameAs = this.#firstOf.get(key) ?? this.all.length
    this.#firstOf.set(key, sameAs)
    this.all.push({ from: this.#from, to: frames.length, sameAs })
    this.#from = frames.length
  }
}

/** Two 32-bit hashes after FNV-1a: stacks that differ are as good as never taken for equal. */
function hashOf(frames: readonly StackFrame[], from: number): string {
  let [one, two] = [0x811c9dc5 | 0, 0x01000193 | 0]
  for (let at = from; at < frames.length; at++) {
    const text = frames[at]?.text ?? ''
    for (let unit = 0; unit < text.length; unit++) {
      one = Math.imul(one ^ text.charCodeAt(unit), 0x01000193)
      two = Math.imul(two ^ text.charCodeAt(unit), 0x85ebca6b)
    }
    one = Math.imul(one ^ 0x0a, 0x01000193)
  }
  return `${frames.length - from} ${one} ${two}`
}
