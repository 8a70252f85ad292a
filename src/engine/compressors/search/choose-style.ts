import { directoryOf } from '../../text/search/directory.ts'
import { ROLE, type SearchLines } from '../../text/search/draft.ts'
import type { Style } from './style.ts'

/** What can be left to a rule: a common root, separators, blank lines. */
export function styleFor(lines: SearchLines): Omit<Style, 'hasDirectories' | 'hasPhrases'> {
  const { layout, roles, paths } = lines
  return {
    layout,
    root: rootOf(paths),
    hasContext: roles.includes(ROLE.context),
    hasSeparators:
      layout !== 'unnumbered' && !anyWithReturn(lines, ROLE.separator) && separatorsFollow(lines),
    hasBlanks: layout === 'heading' && !anyWithReturn(lines, ROLE.blank) && blanksFollow(lines),
  }
}

/** With fewer paths, saying what they share costs more than it saves. */
const FEWEST_PATHS = 3

/** A directory that all paths begin with. */
function rootOf(paths: readonly string[]): string {
  if (paths.length < FEWEST_PATHS) return ''
  let root = directoryOf(paths[0] ?? '')
  for (const path of paths) {
    while (root !== '' && !path.startsWith(root)) root = directoryOf(root.slice(0, -1))
  }
  return root
}

/** True where a line of the role, a separator or a blank one, has a carriage return, which no rule puts back. */
function anyWithReturn({ text, starts, roles, count }: SearchLines, role: number): boolean {
  for (let line = roles.indexOf(role); line !== -1 && line < count; line++) {
    const isReturn = text.charAt((starts[line + 1] ?? 1) - 2) === '\r'
    if (roles[line] === role && isReturn) return true
  }
  return false
}

/** True where `--` stands exactly where the next line is not the next one of the file. */
function separatorsFollow(lines: SearchLines): boolean {
  const { roles, count } = lines
  /** The numbered line above; -1 behind anything else. */
  let last = -1
  for (let line = 0; line < count; line++) {
    const role = roles[line]
    if (role === ROLE.separator ? last !== line - 1 : !isParted(lines, line, last)) return false
    if (isNumbered(role)) last = line
    else if (role !== ROLE.separator && role !== ROLE.blank) last = -1
  }
  return roles.includes(ROLE.separator) && roles[count - 1] !== ROLE.separator
}

function isNumbered(role: number | undefined): boolean {
  return role === ROLE.match || role === ROLE.context
}

/** True where a separator stands above a line just if the line before it is not the one above it in its file. */
function isParted({ roles, pathOf, numbers }: SearchLines, line: number, last: number): boolean {
  if (roles[line] === ROLE.blank) return true
  const hasSeparator = roles[line - 1] === ROLE.separator
  if (last === -1 || !isNumbered(roles[line])) return !hasSeparator
  const isNext = pathOf[line] === pathOf[last] && numbers[line] === (numbers[last] ?? 0) + 1
  return hasSeparator !== isNext
}

/** True where a blank line stands above every path but the first, and nowhere else. */
function blanksFollow({ roles, count }: SearchLines): boolean {
  let [paths, blanks] = [0, 0]
  for (let line = 0; line < count; line++) {
    if (roles[line] === ROLE.path) paths++
    else if (roles[line] === ROLE.blank) {
      if (roles[line + 1] !== ROLE.path || line === 0) return false
      blanks++
    }
  }
  return blanks > 0 && blanks === paths - 1
}
