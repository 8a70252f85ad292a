const SECOND = 1000
/** Seconds over which a rate is told. */
const WINDOW = 60

interface Slot {
  readonly second: number
  readonly tokens: number
}

/** Tokens a second over the last minute. */
export class Throughput {
  readonly #slots: (Slot | undefined)[] = new Array(WINDOW).fill(undefined)

  /** `date`: milliseconds since 1970. */
  add(tokens: number, date: number): void {
    const second = Math.floor(date / SECOND)
    const slot = this.#slots[second % WINDOW]
    // A clock that was set back.
    if (slot !== undefined && slot.second > second) return
    const sum = slot?.second === second ? slot.tokens : 0
    this.#slots[second % WINDOW] = { second, tokens: sum + tokens }
  }

  rate(date: number): number {
    const now = Math.floor(date / SECOND)
    const recent = this.#slots.filter(
      (slot) => slot !== undefined && slot.second <= now && slot.second > now - WINDOW,
    )
    return recent.reduce((sum, slot) => sum + (slot?.tokens ?? 0), 0) / WINDOW
  }
}
