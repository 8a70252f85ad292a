/** `1234567` as `1,234,567`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')
}

/** How much smaller, e.g. `-73 %`; `+2 %` where it grew. */
export function change(before: number, after: number): string {
  const percent = before === 0 ? 0 : Math.round(((after - before) / before) * 100)
  return `${percent > 0 ? '+' : ''}${percent} %`
}

/** `1234567` as `1.2 MB`. */
export function asBytes(bytes: number): string {
  const step = bytes < 1000 ? 0 : bytes < 1e6 ? 1 : bytes < 1e9 ? 2 : 3
  const value = bytes / 1000 ** step
  return `${step === 0 ? value : value.toFixed(1)} ${['B', 'kB', 'MB', 'GB'][step]}`
}
