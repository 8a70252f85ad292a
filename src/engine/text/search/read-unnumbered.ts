import { ROLE, type SearchDraft } from './draft.ts'
import { afterDrive, DASH, isSurePath, LONGEST_PATH } from './split-line.ts'

/** `path:text`, and `path-text` around it. */
export function readUnnumbered(draft: SearchDraft): void {
  const { text, starts, count, roles } = draft
  let mark = -2
  for (let line = 0; line < count; line++) {
    const from = afterDrive(text, starts[line] ?? 0)
    // Looked for once, however many lines stand before the next one.
    if (mark < from && mark !== -1) mark = text.indexOf(':', from)
    if (mark === -1) break
    if (roles[line] === ROLE.other) takeMatch(draft, line, mark)
  }
  spread(draft, 1)
  spread(draft, -1)
}

function takeMatch(draft: SearchDraft, line: number, mark: number): void {
  const { text, starts, roles, paths, pathOf, textAt } = draft
  const start = starts[line] ?? 0
  if (mark >= (starts[line + 1] ?? 1) - 1 || mark - start > LONGEST_PATH) return
  const path = text.slice(start, mark)
  if (!isSurePath(path)) return
  roles[line] = ROLE.match
  pathOf[line] = paths.idOf(path)
  textAt[line] = mark + 1
}

/** Lines beside a match that begin with its path are its context. */
function spread(draft: SearchDraft, step: 1 | -1): void {
  const { count, roles, pathOf } = draft
  let path = -1
  for (let line = step === 1 ? 0 : count - 1; line >= 0 && line < count; line += step) {
    if (roles[line] !== ROLE.other) path = pathOf[line] ?? -1
    else if (!takesContext(draft, line, path)) path = -1
  }
}

function takesContext(draft: SearchDraft, line: number, path: number): boolean {
  const { text, starts, roles, paths, pathOf, textAt } = draft
  const name = paths.list[path]
  const start = starts[line] ?? 0
  const at = start + (name?.length ?? 0)
  if (name === undefined || at >= (starts[line + 1] ?? 1) - 1) return false
  if (text.charCodeAt(at) !== DASH || !text.startsWith(name, start)) return false
  roles[line] = ROLE.context
  pathOf[line] = path
  textAt[line] = at + 1
  return true
}
