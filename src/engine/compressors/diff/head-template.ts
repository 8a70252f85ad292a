/** How the heads of files look that git did not write, told from the first one of a text. */
export interface HeadTemplate {
  /** Lines before `---`, cut where the path stands in them. */
  readonly openings: readonly (readonly string[])[]
  /** What stands before the path behind `--- ` and `+++ `. */
  readonly prefixes: readonly [before: string, after: string]
  /** What stands behind the path: a tab and a time of change, or nothing. */
  readonly stamps: readonly [before: string, after: string]
}

/** One head by that template. */
export interface TemplatedHead {
  readonly path: string
  readonly stamps: HeadTemplate['stamps']
}

const OPENING = /^(?:diff -[^-\s]|Index: \S|={67}$)/
/** Lines that may stand before `---`. */
const MOST_OPENINGS = 2

/** Number of lines that belong to the head whose `+++` stands last; 0 for none. */
export function headLengthAt(lines: readonly string[], last: number): number {
  if (lines[last]?.startsWith('+++ ') !== true) return 0
  if (lines[last - 1]?.startsWith('--- ') !== true) return 0
  let length = 2
  while (length < 2 + MOST_OPENINGS && OPENING.test(lines[last - length] ?? '')) length++
  return length
}

/** `undefined` where both sides have no path in common. */
export function templateOf(head: readonly string[]): HeadTemplate | undefined {
  const [before, stampBefore] = cut(head.at(-2)?.slice(4) ?? '')
  const [after, stampAfter] = cut(head.at(-1)?.slice(4) ?? '')
  const path = commonPath(before, after)
  if (path === '') return undefined
  return {
    openings: head.slice(0, -2).map((line) => line.split(path)),
    prefixes: [before.slice(0, -path.length), after.slice(0, -path.length)],
    stamps: [stampBefore, stampAfter],
  }
}

export function printHead(
  template: HeadTemplate,
  { path, stamps }: TemplatedHead,
): readonly string[] {
  const [before, after] = template.prefixes
  return [
    ...template.openings.map((pieces) => pieces.join(path)),
    `--- ${before}${path}${stamps[0]}`,
    `+++ ${after}${path}${stamps[1]}`,
  ]
}

/** The head whose `+++` is this line, as far as that line tells. */
export function readHead(template: HeadTemplate, sides: readonly [string, string]): TemplatedHead {
  const [, stampBefore] = cut(sides[0].slice(4))
  const [after, stampAfter] = cut(sides[1].slice(4))
  return { path: after.slice(template.prefixes[1].length), stamps: [stampBefore, stampAfter] }
}

function cut(line: string): readonly [name: string, stamp: string] {
  const tab = line.indexOf('\t')
  return tab === -1 ? [line, ''] : [line.slice(0, tab), line.slice(tab)]
}

/** The longest common end that is a whole path below some folder, or the whole of both. */
function commonPath(one: string, other: string): string {
  let length = 0
  let common = 0
  while (length < one.length && one.at(-1 - length) === other.at(-1 - length)) {
    length++
    if (one[one.length - length] === '/') common = length - 1
  }
  const isWhole = length === one.length && length === other.length
  return one.slice(one.length - (isWhole ? length : common))
}
