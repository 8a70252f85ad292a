/** `1234567` as `1,234,567`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')
}

/** How much smaller, e.g. `-73 %`; `+2 %` where it grew. */
export function change(before: number, after: number): string {
  const percent = before === 0 ? 0 : Math.round(((after - before) / before) * 100)
  return `${percent > 0 ? '+' : ''}${percent} %`
}
