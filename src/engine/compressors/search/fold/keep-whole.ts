import { ROLE, type SearchLines } from '../../../text/search/draft.ts'

/** A path above its lines stays with any of them; what only parts lines goes with what it parts. */
export function keepWhole(shown: Uint8Array, lines: SearchLines): void {
  showPaths(shown, lines)
  for (let line = 0; line < lines.count; line++) {
    if (!parts(lines, line)) continue
    shown[line] = shown[line - 1] === 1 && shown[line + 1] === 1 ? 1 : 0
  }
}

function showPaths(shown: Uint8Array, lines: SearchLines): void {
  let isShown = false
  for (let line = lines.count - 1; line >= 0; line--) {
    if (lines.roles[line] === ROLE.path) {
      shown[line] = isShown ? 1 : 0
      isShown = false
    } else if (shown[line] === 1 && !parts(lines, line)) isShown = true
  }
}

function parts({ roles }: SearchLines, line: number): boolean {
  return roles[line] === ROLE.separator || roles[line] === ROLE.blank
}
