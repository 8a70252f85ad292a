/** Steps that a leap takes: an hour by minutes is walked in six. */
const LEAP = 10

/** Where a key leads among the steps of a chart; `none` leaves it. Undefined for keys that mean nothing here. */
export function stepAfter(
  key: string,
  { step, last }: { readonly step: number; readonly last: number },
): number | 'none' | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, step + 1)
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, step - 1)
    case 'PageUp':
      return Math.min(last, step + LEAP)
    case 'PageDown':
      return Math.max(0, step - LEAP)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'Escape':
      return 'none'
    default:
      return undefined
  }
}
