import { parseGap } from '../gap-line.ts'
import { PathIds, ROLE, type SearchDraft, type SearchLayout, type SearchLines } from './draft.ts'
import { lineCutsOf } from './line-cuts.ts'
import { readHeadings } from './read-headings.ts'
import { readInline } from './read-inline.ts'
import { readUnnumbered } from './read-unnumbered.ts'
import { COLON, DASH, isPlainPath, LineSplitter } from './split-line.ts'

/** Reads search results as `grep`, `rg`, `git grep` and `ag` print them; any text comes out as something. */
export function readSearch(text: string): SearchLines {
  const cuts = lineCutsOf(text)
  const draft: SearchDraft = {
    ...cuts,
    roles: new Uint8Array(cuts.count),
    paths: new PathIds(),
    pathOf: new Int32Array(cuts.count).fill(-1),
    numbers: new Int32Array(cuts.count),
    textAt: new Int32Array(cuts.count),
  }
  markPlain(draft)
  const layout = layoutOf(draft)
  READERS[layout](draft)
  return { ...draft, layout, paths: draft.paths.list }
}

const READERS: Readonly<Record<SearchLayout, (draft: SearchDraft) => void>> = {
  inline: readInline,
  unnumbered: readUnnumbered,
  heading: readHeadings,
}

/** Separators, blank lines and gaps look alike in every layout. */
function markPlain({ text, starts, count, roles }: SearchDraft): void {
  for (let line = 0; line < count; line++) {
    const start = starts[line] ?? 0
    const end = (starts[line + 1] ?? 1) - 1
    const first = text.charCodeAt(start)
    if (end - start < 4 && PLAIN.test(text.slice(start, end))) {
      roles[line] = first === DASH ? ROLE.separator : ROLE.blank
    } else if (first === BRACKET && parseGap(text.slice(start, end)) !== undefined) {
      roles[line] = ROLE.gap
    }
  }
}

const PLAIN = /^(?:--)?\r?$/
const BRACKET = 0x5b

/** Lines looked at to tell the layout. */
const MOST_LOOKED_AT = 400

function layoutOf(draft: SearchDraft): SearchLayout {
  const splitter = new LineSplitter(draft.text)
  const votes = { inline: 0, heading: 0, unnumbered: 0 }
  const most = Math.min(draft.count, MOST_LOOKED_AT)
  for (let line = 0; line < most; line++) {
    if (draft.roles[line] === ROLE.other) votes[layoutAt(draft, line, splitter)]++
  }
  if (votes.heading === 0 && votes.inline === 0) return 'unnumbered'
  return votes.heading >= votes.inline ? 'heading' : 'inline'
}

function layoutAt(
  { text, starts }: SearchDraft,
  line: number,
  splitter: LineSplitter,
): SearchLayout {
  const start = starts[line] ?? 0
  const end = (starts[line + 1] ?? 1) - 1
  if (splitter.readNumber(start, end) && isMark(text, splitter.textAt)) return 'heading'
  const isInline =
    splitter.find(start, end, COLON) && isPlainPath(text.slice(start, splitter.pathEnd))
  return isInline ? 'inline' : 'unnumbered'
}

function isMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === COLON || code === DASH
}
