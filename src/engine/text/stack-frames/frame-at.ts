import { dottedFrame } from './dotted.ts'
import type { Frame, FrameReader } from './frame.ts'
import { goFrame, nativeFrame, rustFrame } from './native.ts'
import { pythonFrame } from './python.ts'
import { scriptFrame } from './script.ts'

/** A reader for each first sign of a line; the order is that of likelihood. */
const READERS: readonly (readonly [sign: RegExp, read: FrameReader])[] = [
  [/^\s{0,200}at /, dottedFrame],
  [/^\s{0,200}at /, scriptFrame],
  [/^[ |E]{0,200}File "/, pythonFrame],
  [/^\s{0,8}\d{1,5}: /, rustFrame],
  [/^\s{0,12}#\d/, nativeFrame],
  [/^#\d|^\s{0,20}❯ |^\s{1,20}(?:\d{1,4}: )?from |^[^@]{0,260}@[a-z-]{3,21}:\/\//, scriptFrame],
]

/**
 * The frame of a stack that begins at a line: Python, the JVM, .NET, V8, Firefox, Safari, Go, Rust,
 * Ruby, PHP, debuggers. `next(n)` gives the line `n` below, '' at the end.
 */
export function frameAt(line: string, next: (offset: number) => string): Frame | undefined {
  for (const [sign, read] of READERS) {
    const frame = sign.test(line) ? read(line, next) : undefined
    if (frame !== undefined) return frame
  }
  return next(1).startsWith('\t') ? goFrame(line, next) : undefined
}

/** What says which fault a stack belongs to, or joins two stacks. */
const TRACE_HEAD = new RegExp(
  [
    String.raw`^\s{0,8}(?:[|E+] {1,4})?Traceback \(most recent call last\):`,
    String.raw`^\s{0,20}(?:Caused by|Suppressed): \S`,
    String.raw`^\s{0,8}(?:During handling of the above exception|The above exception was the direct cause)`,
    String.raw`^(?:Exception in thread |Unhandled exception|Uncaught |fatal error: |panic: |goroutine \d{1,12} \[|thread '.{1,100}' (?:\(\d{1,12}\) )?panicked at |stack backtrace:|PHP Fatal error: )`,
    String.raw`^\s{0,8}(?:[A-Za-z_$][\w$]{0,80}[.:]{1,2}){0,12}[A-Za-z_$][\w$]{0,80}(?:Error|Exception|Warning|Failure|Fault)(?:: |$| \[)`,
    String.raw`^\s{0,8}(?:-{3,4}> |--- End of (?:inner exception )?stack trace)`,
  ].join('|'),
)

/** What runtimes print around stacks: the line at fault, what is left out, an error's own fields. */
const TRACE_REST = new RegExp(
  [
    String.raw`^\s{0,60}\.{3} \d{1,7} (?:more|common frames|lines matching)|^\s{0,8}\[Previous line repeated `,
    String.raw`^\s{0,200}[~^]{1,400}\s*$|^\S{1,300}:\d{1,7}$`,
    String.raw`^\s{0,60}(?:\[(?:cause|errors)\]: |[}\]]{1,4},?\s*$)`,
    String.raw`^\s{2,60}\[?[\w$]{1,60}\]?: \S`,
    String.raw`^(?:Node\.js v\d|Require stack:|- /|Emitted '|\[signal |exit status |Parameter name: |Unhandled Exception|note: )`,
  ].join('|'),
)

/** True for what stands around frames and messages and says nothing without them. */
export function isTraceRest(line: string): boolean {
  return TRACE_REST.test(line.slice(0, 400))
}

/** True for messages, causes and the lines that join traces. */
export function isTraceHead(line: string): boolean {
  return TRACE_HEAD.test(line.slice(0, 400))
}
