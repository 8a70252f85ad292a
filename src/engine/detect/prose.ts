import type { LineSample } from './line-sample.ts'

/** Per cent of written lines that must be sentences, and that must be sentences or marks of a document. */
const LEAST_SENTENCES = 15
const LEAST_SHARE = 40
const FEWEST_LINKS = 4
/** Per cent of written lines that may be comments of a program or settings. */
const MOST_FOREIGN = 25

/**
 * Confidence, 0 … 100, that lines are of a text for people: Markdown, a manual page, a README, what
 * `--help` prints. Always less than for a kind with a form of its own.
 */
export function recognizeProse({ lines, written: seen }: LineSample): number {
  const { written, sentences, marks, foreign, breaks, links } = tallyOf(lines)
  if (sentences > 0 && links >= FEWEST_LINKS && links * 8 >= written) return 72
  if (sentences < 2 || foreign * 100 > written * MOST_FOREIGN) return 0
  const share = Math.floor(((sentences + marks) * 100) / written)
  // Paragraphs have blank lines between them, unless all is one paragraph.
  if (breaks === 0 && share < 80) return 0
  if (sentences * 100 < written * LEAST_SENTENCES || share < LEAST_SHARE) return 0
  if (seen.filter((line) => OF_MACHINES.test(line)).length * 5 > seen.length) return 0
  return Math.min(87, 50 + Math.floor((share * 2) / 5))
}

/** Places in files, addresses, digests, durations, frames, steps: more than a fifth is no text for people. */
const OF_MACHINES =
  /[\w)]:\d{1,7}:\d|\b0x[0-9a-f]{4}|^\s{0,12}#\d{1,4}\s|, line \d{1,7}\b|\d ?ms\b|^\s{0,8}\[\s{0,3}\d{1,5}[/%]|(?:\.{3}|…) ?(?:ok|OK|done|yes|no)$|^checking |\.\w{1,4}:\d{1,7}\b|^\s{0,8}(?:error|warning|note)\b/

interface Tally {
  readonly written: number
  readonly sentences: number
  readonly marks: number
  readonly foreign: number
  readonly breaks: number
  /** Lines that only Markdown has. */
  readonly links: number
}

function tallyOf(lines: readonly string[]): Tally {
  const roles = rolesOf(lines)
  const count = (wanted: Role): number => roles.filter((role) => role === wanted).length
  const [breaks, fenced] = [count('blank'), count('fenced')]
  return {
    written: roles.length - breaks - fenced,
    sentences: count('sentence'),
    marks: count('mark') + count('fence'),
    foreign: count('foreign'),
    breaks,
    links: lines.filter((line) => LINK.test(line)).length,
  }
}

function rolesOf(lines: readonly string[]): readonly Role[] {
  let isFenced = false
  return lines.map((line, at) => {
    const role = roleOf(line, lines[at - 1] ?? '')
    if (role === 'fence') isFenced = !isFenced
    return isFenced && role !== 'fence' && role !== 'blank' ? 'fenced' : role
  })
}

type Role = 'blank' | 'fence' | 'fenced' | 'sentence' | 'mark' | 'foreign' | 'other'

function roleOf(line: string, above: string): Role {
  if (line.trim() === '') return 'blank'
  if (FENCE.test(line)) return 'fence'
  // Headings stand alone; comments of scripts stand together.
  if (COMMENT.test(line) || (line.startsWith('# ') && above.trim() !== '')) return 'foreign'
  if (SENTENCE.test(line)) return 'sentence'
  if (MARK.test(line)) return 'mark'
  return SETTING.test(line) ? 'foreign' : 'other'
}

/** Links, badges, deeper headings, fences, callouts. */
const LINK = /\]\((?:https?:|\.{0,2}\/|#)|^\[[^\]]{1,100}\]: \S|^#{2,6} [A-Z`[]|^```|^\[!\[|^> \[!/

const FENCE = /^\s{0,12}(?:```|~~~)/

const WORD = String.raw`[A-Za-z\u00c0-\uffff\x60'"(*_[][\w\u00c0-\uffff\x60'’"()*_.,:/\]-]{0,40}`
/** Four words in a row, and no sign of a program before them. */
const SENTENCE = new RegExp(String.raw`^[^={}|<>;\t]{0,120}?(?:^|[ ])${WORD}(?: ${WORD}){3}`)
/** Of programs; a bullet stands at the margin or is indented by an even number of blanks. */
const COMMENT = /^\s{0,40}(?:\/[/*]|#!|--[ ]|""")|^(?: {4}){0,6} \*(?:[ /]|$)/
const SETTING = /^\s{0,12}(?:- )?[\w."'/-]{1,60}:(?: ["'\w[{/.-][^ ]{0,80}$|$)/
/** Headings, bullets, quotes, numbered points, options, links, rows of tables, tags. */
const MARK =
  /^\s{0,12}(?:#{1,6} \S|[-*+•] \S|> |\d{1,3}[.)] \S|-{1,2}[A-Za-z][\w-]{0,40}(?:[ ,=[]|$)|\[|={3,}$|-{3,}$|\.\. |\|.{0,300}\|$|<\/?[a-z])|^[A-Z][A-Z ,-]{3,60}$/
