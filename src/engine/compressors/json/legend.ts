import { type Layout, parseLayout, printLayout, splitWords } from './layout.ts'

/** What the header says for the decoder; sentences for the reader follow. */
export interface Legend {
  /** `undefined` when the layout was irregular: only the JSON comes back, compact. */
  readonly layout: Layout | undefined
  /** Several documents, each on lines of its own. */
  readonly isSequence: boolean
  /** Line breaks after the last token (before any text behind). */
  readonly finalBreaks: number
  /** Lines of text before and after the JSON, copied as they are. */
  readonly linesBefore: number
  readonly linesAfter: number
  /** True where that text and the JSON share a line, though they do not in the body. */
  readonly joinsBefore: boolean
  readonly joinsAfter: boolean
  /** Between cells. */
  readonly delimiter: string
}

const IRREGULAR = 'white space not kept'
const SEQUENCE = 'one document a line'
const BREAK = 'final newline'
const TAB = 'tab'
const JOINED = 'on its line'

export function printLegend(legend: Legend, notes: readonly string[]): string {
  const { layout, finalBreaks, linesBefore, linesAfter, delimiter } = legend
  const words = [layout === undefined ? IRREGULAR : printLayout(layout)]
  if (legend.isSequence) words.push(SEQUENCE)
  if (linesBefore > 0) words.push(textWord(linesBefore, 'before', legend.joinsBefore))
  if (linesAfter > 0) words.push(textWord(linesAfter, 'after', legend.joinsAfter))
  if (finalBreaks === 1) words.push(BREAK)
  if (finalBreaks > 1) words.push(`${finalBreaks} final newlines`)
  if (delimiter !== ',') words.push(`cells by ${delimiter === '\t' ? TAB : delimiter}`)
  return [words.join(', '), ...notes].join('; ')
}

/** Reads what the decoder needs; `undefined` when it is not there. */
export function parseLegend(text: string): Legend | undefined {
  const words = splitWords(text.split('; ', 1)[0] ?? '')
  const rest = words.filter((word) => !isOwnWord(word))
  const isIrregular = rest[0] === IRREGULAR
  const layout = isIrregular ? undefined : parseLayout(rest)
  if (layout === undefined && !isIrregular) return undefined
  const own = words.filter(isOwnWord)
  return {
    layout,
    isSequence: own.includes(SEQUENCE),
    finalBreaks: own.includes(BREAK) ? 1 : numberIn(own, /^(\d{1,6}) final newlines$/),
    linesBefore: numberIn(own, /^(\d{1,9}) lines? of text before/),
    linesAfter: numberIn(own, /^(\d{1,9}) lines? of text after/),
    joinsBefore: own.some((word) => word.endsWith(`before ${JOINED}`)),
    joinsAfter: own.some((word) => word.endsWith(`after ${JOINED}`)),
    delimiter: delimiterIn(own),
  }
}

const OWN_WORD =
  /^(?:one document a line|final newline|\d+ final newlines|\d+ lines? of text (?:before|after)(?: on its line)?|cells by .+)$/

function textWord(lines: number, side: 'before' | 'after', isJoined: boolean): string {
  const noun = lines === 1 ? 'line' : 'lines'
  return `${lines} ${noun} of text ${side}${isJoined ? ` ${JOINED}` : ''}`
}

function isOwnWord(word: string): boolean {
  return OWN_WORD.test(word)
}

function numberIn(words: readonly string[], pattern: RegExp): number {
  for (const word of words) {
    const [, digits] = pattern.exec(word) ?? []
    if (digits !== undefined) return Number(digits)
  }
  return 0
}

function delimiterIn(words: readonly string[]): string {
  const word = words.find((candidate) => candidate.startsWith('cells by '))
  const mark = word?.slice('cells by '.length) ?? ','
  return mark === TAB ? '\t' : mark
}
