import { type Frame, LONGEST_FRAME } from './frame.ts'
import { libraryOfPath } from './paths.ts'

const GO_PLACE =
  /^\t(\S[^\n]{0,500}\.(?:go|s)):\d{1,7}(?: \+0x[0-9a-f]{1,16})?(?: [fsp][pc]=0x[0-9a-f]{1,16}){0,3}\s*$/
const GO_CALL =
  /^(?:created by )?([\w.-]{1,100}(?:\/[^\s(]{1,200})?\S{0,200})(?:\(.{0,400}\)| in goroutine \d{1,12})?\s*$/

/** A call and, on the line below, where it is. */
export function goFrame(source: string, next: (offset: number) => string): Frame | undefined {
  const place = GO_PLACE.exec(next(1).slice(0, LONGEST_FRAME))
  if (place === null || !GO_CALL.test(source.slice(0, LONGEST_FRAME))) return undefined
  return { lines: 2, library: libraryOfPath(place[1] ?? '') }
}

const RUST_CALL = /^\s{0,8}\d{1,5}: {1,8}(?:0x[0-9a-f]{1,16} - )?(\S.{0,600})$/
const RUST_PLACE = /^\s{4,40}at (\S{1,500}?):\d{1,7}(?::\d{1,6})?\s*$/
const RUST_LIBRARY = /^(?:<\S{0,40}\b)?_{0,2}(std|core|alloc|rust_begin_unwind|rustc|test)\b/
/** What runs a program before its own code does. */
const STARTING = /^(?:main|_start|clone3?|start_thread|<unknown>|__libc_start\w{0,40})$/

/** A numbered call and, on the line below, where it is. */
export function rustFrame(source: string, next: (offset: number) => string): Frame | undefined {
  const call = RUST_CALL.exec(source.slice(0, LONGEST_FRAME))
  if (call === null) return undefined
  const place = RUST_PLACE.exec(next(1).slice(0, LONGEST_FRAME))
  const name = call[1] ?? ''
  const own = STARTING.test(name) ? 'libc' : RUST_LIBRARY.exec(name)?.[1]
  if (place !== null) return { lines: 2, library: libraryOfPath(place[1] ?? '') ?? own }
  return own === undefined ? undefined : { lines: 1, library: own }
}

const ADDRESS =
  /^\s{0,12}#\d{1,5} {1,4}0x[0-9a-f]{1,16} in (\S{1,300})(?: \(.{1,300}\))?(?: at)? ?(\S{0,400})/

/** `#3 0x4f2 in f file.c:3`: debuggers and sanitizers. */
export function nativeFrame(source: string): Frame | undefined {
  const match = ADDRESS.exec(source.slice(0, LONGEST_FRAME))
  if (match === null) return undefined
  const isSystem =
    /(?:^|\/)(?:lib(?:c|m|pthread|stdc\+\+|asan|ubsan)[.-]|sysdeps\/|\.\.\/sysdeps)/.test(
      match[2] ?? '',
    )
  return { lines: 1, library: isSystem ? 'libc' : undefined }
}
