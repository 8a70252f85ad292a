/** Lines that stand together: from 0, `to` is excluded. */
export interface HiddenRun {
  readonly from: number
  readonly to: number
}

/** Runs of lines that are not shown, in order. */
export function hiddenRuns(shown: Uint8Array): readonly HiddenRun[] {
  const runs: HiddenRun[] = []
  for (let from = shown.indexOf(0); from !== -1; ) {
    const next = shown.indexOf(1, from)
    const to = next === -1 ? shown.length : next
    runs.push({ from, to })
    from = shown.indexOf(0, to)
  }
  return runs
}
