/**
 * A text made of fixed parts, cells of other columns, and at most one hole:
 * `https://api.test/repos/{full_name}/issues/{}`.
 */
export type Part =
  | { readonly fixed: string }
  | { readonly column: number }
  | { readonly hole: true }
export type Pattern = readonly Part[]

/** True for fixed text that a pattern can show; its braces are doubled. */
export function isWritable(text: string): boolean {
  return !/[`\n\r]/.test(text)
}

/** True for a column's name that a pattern can name. */
export function isReferable(name: string): boolean {
  return name !== '' && !/[`{}\n\r]/.test(name)
}

/** True when a fixed part holds a brace, which a reader must know is doubled. */
export function hasBraces(pattern: Pattern): boolean {
  return pattern.some((part) => 'fixed' in part && /[{}]/.test(part.fixed))
}

export function hasHole(pattern: Pattern): boolean {
  return pattern.some((part) => 'hole' in part)
}

/** Between back-quotes, with columns by name. */
export function printPattern(pattern: Pattern, names: readonly string[]): string {
  const parts = pattern.map((part) => {
    if ('fixed' in part) return part.fixed.replace(/[{}]/g, '$&$&')
    return 'hole' in part ? '{}' : `{${names[part.column]}}`
  })
  return `\`${parts.join('')}\``
}

/** The parts before the hole, and those behind it, filled in for one row; `undefined` when a cell is not there or not bare. */
export function fillPattern(
  pattern: Pattern,
  cellOf: (column: number) => string,
): { readonly before: string; readonly after: string } | undefined {
  let before: string | undefined
  let text = ''
  for (const part of pattern) {
    if ('hole' in part) {
      before = text
      text = ''
    } else if ('fixed' in part) {
      text += part.fixed
    } else {
      const cell = cellOf(part.column)
      if (cell === '' || '"[{'.includes(cell.charAt(0))) return undefined
      text += cell
    }
  }
  return before === undefined ? { before: text, after: '' } : { before, after: text }
}
