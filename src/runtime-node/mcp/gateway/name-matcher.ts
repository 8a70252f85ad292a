/** Tells whether a name is one of those given, in which `*` stands for any characters. */
export function nameMatcher(names: readonly string[]): (name: string) => boolean {
  const patterns = names.map((name) => name.split('*'))
  return (name) => patterns.some((pieces) => matches(name, pieces))
}

/** The first piece at the start, the last at the end, those between in their order, each as early as it can stand. */
function matches(name: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.at(-1)
  if (last === undefined) return name === first
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const piece of others.slice(0, -1)) {
    const found = name.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}
