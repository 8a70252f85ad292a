/** Characters looked at, and keys that tell. */
const GLANCE = 1500
const KEYS = 6

/**
 * The first keys of a JSON text: answers of one API have them in common. Empty for other texts, and
 * for JSON without keys. Only a hint where to look.
 */
export function jsonShape(text: string): string {
  const first = text.charAt(0)
  if (first !== '{' && first !== '[') return ''
  const keys = new Set<string>()
  for (const [, key = ''] of text.slice(0, GLANCE).matchAll(/"([^"\\]{1,40})"\s{0,8}:/g)) {
    keys.add(key)
    if (keys.size === KEYS) break
  }
  return keys.size === 0 ? '' : [first, ...keys].join(' ')
}
