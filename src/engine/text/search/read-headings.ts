import { ROLE, type SearchDraft } from './draft.ts'
import { COLON, DASH, LineSplitter } from './split-line.ts'

/** `12:text` and `12-text`, and the paths above them. */
export function readHeadings(draft: SearchDraft): void {
  const { text, starts, count, roles, numbers, textAt } = draft
  const splitter = new LineSplitter(text)
  for (let line = 0; line < count; line++) {
    if (roles[line] !== ROLE.other) continue
    if (!splitter.readNumber(starts[line] ?? 0, (starts[line + 1] ?? 1) - 1)) continue
    const mark = text.charCodeAt(splitter.textAt)
    if (mark !== COLON && mark !== DASH) continue
    roles[line] = mark === COLON ? ROLE.match : ROLE.context
    numbers[line] = splitter.number
    textAt[line] = splitter.textAt + 1
  }
  markPaths(draft)
}

/** A line that opens a stretch of numbered ones and stands at the top or below a blank line. */
function markPaths({ text, starts, count, roles, paths, pathOf }: SearchDraft): void {
  let path = -1
  for (let line = 0; line < count; line++) {
    const role = roles[line]
    if (role === ROLE.other && opensFile(roles, line)) {
      roles[line] = ROLE.path
      path = paths.idOf(text.slice(starts[line] ?? 0, (starts[line + 1] ?? 1) - 1))
    }
    if (role !== ROLE.blank && role !== ROLE.separator && role !== ROLE.gap) pathOf[line] = path
  }
}

function opensFile(roles: Uint8Array, line: number): boolean {
  const next = roles[line + 1]
  const before = line === 0 ? ROLE.blank : roles[line - 1]
  const isAbove = next === ROLE.match || next === ROLE.context || next === ROLE.gap
  return isAbove && (before === ROLE.blank || before === ROLE.gap)
}
