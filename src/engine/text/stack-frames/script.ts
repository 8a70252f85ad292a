import { type Frame, LONGEST_FRAME } from './frame.ts'
import { libraryOfPath } from './paths.ts'

/** `at fn (path:1:2)`, `at path:1:2`, `at Array.map (<anonymous>)`: V8. */
const V8 =
  /^\s{0,200}at (?:async |new )?(?:[^()\n]{1,300} (?:\[as [^\]]{1,80}\] )?\()?(?:(?:file:\/\/)?([^()\s]{1,600}|\[[^\]]{1,60}\]):\d{1,7}:\d{1,7}|(<anonymous>|native|index \d{1,6}))\)?(?:,? \{)?\s*$/
/** `fn@https://host/path.js:1:2`: Firefox and Safari. */
const AT_SIGN =
  /^\s{0,60}([\w$.<>/*[\] ]{0,200})@([a-z][a-z-]{2,20}:\/\/\S{1,600}):\d{1,7}:\d{1,7}\s*$/
/** `❯ fn path:1:2`: vitest. */
const ARROW = /^\s{0,20}❯ (?:[^\s:]{1,200} )?([^\s:]{1,400}):\d{1,7}:\d{1,7}\s*$/
/** Ruby's `from path:12:in 'fn'`, PHP's `#3 path(12): fn()`. */
const RUBY = /^\s{1,20}(?:\d{1,4}: )?from ([^\s:]{1,400}):\d{1,7}(?::in .{1,200})?\s*$/
const PHP = /^#\d{1,4} (?:([^\s(]{1,400})\(\d{1,7}\)|(\[internal function\])): /

/** A frame of JavaScript, Ruby or PHP, on one line. */
export function scriptFrame(source: string): Frame | undefined {
  const line = source.slice(0, LONGEST_FRAME)
  const v8 = V8.exec(line)
  if (v8 !== null)
    return { lines: 1, library: libraryOfPath(v8[1] ?? v8[2] ?? '') ?? unplaced(v8[2]) }
  const path = AT_SIGN.exec(line)?.[2] ?? ARROW.exec(line)?.[1] ?? RUBY.exec(line)?.[1]
  if (path !== undefined) return { lines: 1, library: libraryOfPath(path) }
  const php = PHP.exec(line)
  return php === null
    ? undefined
    : { lines: 1, library: php[1] === undefined ? 'php' : libraryOfPath(php[1]) }
}

function unplaced(place: string | undefined): string | undefined {
  return place === undefined ? undefined : 'runtime'
}
