/** Rows that a directory of their own, on a line above them, must serve to be worth it. */
const FEWEST_ROWS = 3

/** For each directory in turn, what it shares with its neighbours and need not show; '' for nothing. */
export function basesOf(directories: readonly string[]): readonly string[] {
  const bases: string[] = []
  for (let from = 0; from < directories.length; ) {
    const first = firstPart(directories[from] ?? '')
    let to = from + 1
    while (to < directories.length && first !== '' && directories[to]?.startsWith(first)) to++
    const isShared = first !== '' && to - from >= FEWEST_ROWS
    const base = isShared ? sharedStart(directories.slice(from, to)) : ''
    for (let at = from; at < to; at++) bases.push(base)
    from = to
  }
  return bases
}

/** With the separator behind it; `/` alone for absolute paths goes with what follows. */
function firstPart(directory: string): string {
  return /^[/\\]?[^/\\]*[/\\]/.exec(directory)?.[0] ?? ''
}

function sharedStart(directories: readonly string[]): string {
  let shared = directories[0] ?? ''
  for (const directory of directories) {
    while (!directory.startsWith(shared)) shared = shared.replace(/[^/\\]*[/\\]$/, '')
  }
  return shared
}
