/** The head of a hunk of a unified diff: `@@ -12,7 +12,9 @@ function name`. */
export interface HunkHeader {
  readonly oldStart: number
  readonly oldCount: number
  readonly newStart: number
  readonly newCount: number
  /** What stands behind the second `@@ `; '' where nothing does. */
  readonly context: string
}

const HEADER =
  /^@@ -(0|[1-9]\d{0,8})(?:,(0|[1-9]\d{0,8}))? \+(0|[1-9]\d{0,8})(?:,(0|[1-9]\d{0,8}))? @@(?: ([\s\S]+))?$/

/** `undefined` for every line that `printHunkHeader` would not write. */
export function parseHunkHeader(line: string): HunkHeader | undefined {
  if (!line.startsWith('@@ -')) return undefined
  const [whole, oldStart, oldCount, newStart, newCount, context = ''] = HEADER.exec(line) ?? []
  if (whole === undefined || oldCount === '1' || newCount === '1') return undefined
  return {
    oldStart: Number(oldStart),
    oldCount: Number(oldCount ?? 1),
    newStart: Number(newStart),
    newCount: Number(newCount ?? 1),
    context,
  }
}

/** As git and GNU diff print it: a count of 1 is left out. */
export function printHunkHeader({
  oldStart,
  oldCount,
  newStart,
  newCount,
  context,
}: HunkHeader): string {
  const range = (start: number, count: number): string =>
    count === 1 ? `${start}` : `${start},${count}`
  const ending = context === '' ? '' : ` ${context}`
  return `@@ -${range(oldStart, oldCount)} +${range(newStart, newCount)} @@${ending}`
}

/** How a line of a hunk begins. */
export const SIGN = {
  context: 0x20,
  added: 0x2b,
  removed: 0x2d,
  /** `\ No newline at end of file` */
  note: 0x5c,
} as const

/** True for a line that can stand in a hunk; a bare one is context that lost its space. */
export function isHunkLine(line: string): boolean {
  const sign = line.charCodeAt(0)
  return (
    sign === SIGN.context ||
    sign === SIGN.added ||
    sign === SIGN.removed ||
    sign === SIGN.note ||
    line === ''
  )
}
