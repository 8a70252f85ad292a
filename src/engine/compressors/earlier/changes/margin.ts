/** The blanks that begin the line on which a container ends: all it holds is indented by them, too. */
export function marginOf(text: string, end: number): string {
  const lineStart = text.lastIndexOf('\n', end - 1) + 1
  const margin = text.slice(lineStart, end - 1)
  return lineStart > 0 && margin.trim() === '' ? margin : ''
}

/** A stretch of indented JSON as it would stand alone. */
export function dedented(stretch: string, margin: string): string {
  return margin === '' ? stretch : stretch.split(`\n${margin}`).join('\n')
}

/** The way back. */
export function indented(stretch: string, margin: string): string {
  return margin === '' ? stretch : stretch.split('\n').join(`\n${margin}`)
}
