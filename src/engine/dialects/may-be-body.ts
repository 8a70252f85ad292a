/** One of these names stands in every body, unless it is written with escapes. */
const NAMES: readonly string[] = ['"role"', '"input"', '"contents"', '\\u00']

/** Spares all other large texts the index. */
export function mayBeBody(text: string): boolean {
  const first = /[^ \t\r\n]/.exec(text)?.[0]
  if (first !== '[' && first !== '{') return false
  return NAMES.some((name) => text.includes(name))
}
