import type { Region } from './region.ts'

/** Share of its lines that a wrapper's inner functions take, in per cent. */
const WRAPPING_SHARE = 60
const FEWEST_INNER = 2

/**
 * The regions to choose from, none within another. What wraps other functions, as modules, test suites
 * and closures do, stays open, and they stand for themselves.
 */
export function outermost(regions: readonly Region[]): readonly Region[] {
  const wrappers = wrappersAmong(regions)
  const chosen: Region[] = []
  let end = 0
  for (const region of regions) {
    if (region.from < end || wrappers.has(region)) continue
    chosen.push(region)
    end = region.to
  }
  return chosen
}

interface Open {
  readonly region: Region
  inner: number
  innerLines: number
}

function wrappersAmong(regions: readonly Region[]): ReadonlySet<Region> {
  const wrappers = new Set<Region>()
  const open: Open[] = []
  const close = (until: number): void => {
    for (let top = open.at(-1); top !== undefined && top.region.to <= until; top = open.at(-1)) {
      if (isWrapper(top)) wrappers.add(top.region)
      open.pop()
    }
  }
  for (const region of regions) {
    close(region.from)
    if (region.kind === 'note') continue
    const outer = open.at(-1)
    if (outer !== undefined && region.kind === 'body') {
      outer.inner++
      outer.innerLines += region.to - region.head + 1
    }
    open.push({ region, inner: 0, innerLines: 0 })
  }
  close(Number.MAX_SAFE_INTEGER)
  return wrappers
}

function isWrapper({ region, inner, innerLines }: Open): boolean {
  if (region.kind === 'data') return inner > 0
  const lines = region.to - region.from
  return inner >= FEWEST_INNER && innerLines * 100 >= lines * WRAPPING_SHARE
}
