/** `12,345`, the same in every browser. */
export function whole(count: number): string {
  return Math.round(count).toLocaleString('en')
}

/** `63.4 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** `1.6 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  if (count < 1_000_000) return `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)} kB`
  return `${(count / 1_000_000).toFixed(1)} MB`
}

/** `$0.0123`: as many places as it takes to tell small sums apart, and as many as the sum it stands beside. */
export function dollars(sum: number, beside: number = sum): string {
  const most = Math.max(sum, beside)
  if (most === 0) return '$0'
  const places = most >= 100 ? 0 : most >= 1 ? 2 : most >= 0.01 ? 4 : 6
  return `$${sum.toFixed(places)}`
}

/** `1.2 s` or `34 ms`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms'
  return milliseconds < 1000
    ? `${milliseconds.toFixed(0)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`
}
