const MOST_PACKAGES = 5

/** `12 library frames: 8 java.util.stream, 4 java.util.concurrent`: exact, on one line; '' for none. */
export function namePackages(packages: ReadonlyMap<string, number>): string {
  const order = [...packages].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const all = sumOf(order)
  if (all === 0) return ''
  const named = order.slice(0, MOST_PACKAGES).map(([name, count]) => `${count} ${plain(name)}`)
  const rest = sumOf(order.slice(MOST_PACKAGES))
  const list = [...named, ...(rest === 0 ? [] : [`${rest} of others`])].join(', ')
  return `${all} library frame${all === 1 ? '' : 's'}: ${list}`
}

function sumOf(counts: readonly (readonly [name: string, count: number])[]): number {
  return counts.reduce((sum, [, count]) => sum + count, 0)
}

/** Names come out of paths; what is no part of a name has no place in a summary. */
function plain(name: string): string {
  return name.replace(/[^\w@./:<>-]/g, '·')
}
