import { type Frame, LONGEST_FRAME } from './frame.ts'
import { libraryOfPath } from './paths.ts'

const FILE = /^([ |E]{0,200})File "([^"\n]{1,600})", line \d{1,9}(?:, in .{1,300})?\s*$/

/** `File "…", line 12, in f`, the line of code below it, and the carets below that. */
export function pythonFrame(source: string, next: (offset: number) => string): Frame | undefined {
  const match = FILE.exec(source.slice(0, LONGEST_FRAME))
  if (match === null) return undefined
  const indent = match[1]?.length ?? 0
  let lines = 1
  if (isCode(next(1), indent)) lines = isMarking(next(2)) ? 3 : 2
  return { lines, library: libraryOfPath(match[2] ?? '') }
}

function isCode(line: string, indent: number): boolean {
  const blank = /^[ |E]{0,400}/.exec(line)?.[0].length ?? 0
  return blank > indent && line.length > blank && !line.startsWith('File "', blank)
}

function isMarking(line: string): boolean {
  return /^[ |E]{1,300}[~^]{1,1000}\s*$/.test(line)
}
