import type { LineSample } from './line-sample.ts'

/** Confidence, 0 … 100, that a text is stacks of calls of whatever runtime, by the shape of their frames. */
export function recognizeFrames({ written }: LineSample): number {
  if (!written.some((line) => MAY_BE_FRAME.test(line))) return 0
  const share = shareOfFrames(written)
  return share < LEAST_SHARE ? 0 : LIKELY + Math.floor((share - LEAST_SHARE) / 3)
}

/** Per cent of lines. */
const LEAST_SHARE = 60
const LIKELY = 75
/** A quick no: frames name a line, an address or a thread. */
const MAY_BE_FRAME =
  /^(?:\s|#\d|==\d|"|from |by |in |at |Raised|Called|│ ).{0,200}(?:\d|=>|State:|\(\S)/

/**
 * Per cent of lines that frames of whatever runtime, and what stands around them, make up; 0 where there
 * are not three frames. A frame is told by its place: words that lead to it, and a file and line, a
 * module and offset, or an address and a name.
 */
function shareOfFrames(lines: readonly string[]): number {
  let [frames, explained] = [0, 0]
  let isBelow = false
  for (const boxed of lines) {
    const line = boxed.startsWith('│ ') ? boxed.slice(2) : boxed
    const isFrame = FRAME.test(line)
    // What is indented below a frame goes on with it: its variables, its line of code.
    const isDetail: boolean = isBelow && line.startsWith('    ')
    frames += Number(isFrame)
    explained += Number(isFrame || isDetail || AROUND.test(line))
    isBelow = isFrame || isDetail
  }
  return frames < FEWEST_FRAMES ? 0 : Math.floor((explained * 100) / lines.length)
}

const FEWEST_FRAMES = 3
const FILE = String.raw`[^\s:()"']{0,200}[\w>\]]`
/** After a place: nothing, or what is called there. */
const PLACE = String.raw`${FILE}:\d{1,7}(?::\d{1,7})?`

const FRAME = new RegExp(
  [
    // gdb, lldb, sanitizers, PHP, gfortran
    String.raw`^\s{0,12}#\d{1,5}\s{1,4}(?:0x[0-9a-f]{4,16}\b|\{main\}|\[internal function\]|\S{1,300}\(\d{1,7}\): |\S{1,200} \(.{0,400}\) (?:at|from) \S)`,
    // valgrind
    String.raw`^==\d{1,9}==\s{1,12}(?:at|by) 0x[0-9A-Fa-f]{4,16}: `,
    // Perl
    String.raw`^\t\S{1,200}\(.{0,300}\) called at \S.{0,200} line \d`,
    // Lua
    String.raw`^\s{1,8}(?:${PLACE}: in |\[(?:C|builtin)[^\]]{0,60}\]: in |\.{3}\S{1,200}:\d{1,7}: in |\(\.{3}tail calls)`,
    // Elixir, Erlang
    String.raw`^\s{4,12}(?:\([\w.]{1,40} [\w.-]{1,30}\) )?${PLACE}: \S`,
    String.raw`^\s{1,30}(?:in (?:function|call from) {1,3}|in )\S{1,200}/\d{1,3} \(`,
    // Ruby, and whatever says from where
    String.raw`^(?:\s{1,20}(?:\d{1,4}: )?from )?${PLACE}:in [\x60']`,
    String.raw`^\s{0,20}(?:[Cc]alled from|Raised (?:at|by|by primitive operation at)|Re-raised at|from|by|in|at)\s.{0,240}(?:, line \d|:\d{1,7}\b|\(line \d| line \d{1,7}|, characters \d)`,
    // Python without quotation marks around the module; the interpreter's own
    String.raw`^\s{0,8}File "[^"]{1,300}", line \d|^\s{0,8}File \S{1,300}:\d{1,7}, in `,
    // Pascal, Guile, Common Lisp, Prolog
    String.raw`^\s{1,4}\$[0-9A-F]{8,16}(?: |$)`,
    String.raw`^\s{1,12}(?:\d{1,6}:\d{1,5})?\s{1,8}\d{1,4} \(\S`,
    String.raw`^(?:<\d{1,4}(?:/\d{1,4})?> |\s{0,4}\d{1,4}: \(\(?[A-Z])`,
    String.raw`^\s{1,4}\[\d{1,5}\] \S{1,200}\(`,
    // threads of the JVM
    String.raw`^"[^"]{1,200}" (?:#\d|daemon |prio=|os_prio=|Id=)|^\s{1,8}(?:- (?:locked|waiting on|waiting to lock|parking to wait for|eliminated)|java\.lang\.Thread\.State:)|^\t?at [\w.$/<>]{1,300}\(`,
    String.raw`^\s{4}\((?:procedure|file|proc|"\S{1,30}") .{0,200} line \d`,
  ].join('|'),
)

/** Messages, and what joins and ends them. */
const AROUND =
  /^(?:==\d{1,9}==|=={10,100}$|\s{0,8}(?:Traceback|Backtrace|Stack ?trace|stack traceback|Caused by|Exception|Fatal error|fatal error|Uncaught|Unhandled|\*\* \(|Thread |Program received|SUMMARY: |Locked ownable|invoked from within|while executing|thrown in |\^{1,20}|~{1,80})|\s{0,8}[A-Za-z][\w.]{0,100}(?:Error|Exception|Failure)\b|In [\w/.-]{1,200}:$|\S{1,200}:\d{1,7}(?::\d{1,6})?: \S|(?:READ|WRITE) of size |0x[0-9a-f]{6,16} (?:is|in) |\s{0,3}(?:=>)?0x[0-9a-f]{6,16}: ?[[\s]|\s{2}[A-Z][\w ]{2,40}:\s{1,20}[0-9a-f]{2}$|\[(?:Thread|Inferior|New Thread)|Using host lib|Breakpoint \d|No (?:locals|symbol)|[╭╰]─|\d{1,6}\t|(?:freed|allocated|previously allocated) by )/
