/**
 * What a request goes through, in order: its body comes, its encoding is undone, it is read, our tool's place
 * is found, it is compressed, the upstream takes its time, and the first byte of the answer passes.
 */
export const STEPS = [
  'read',
  'decode',
  'index',
  'tool',
  'compress',
  'upstream',
  'first_byte',
] as const

export type StepName = (typeof STEPS)[number]

/** Milliseconds by step; absent for steps that were not taken. */
export type StepTimes = Readonly<Partial<Record<StepName, number>>>

/** A watch with laps. */
export class Steps {
  readonly #now: () => number
  readonly #taken: Partial<Record<StepName, number>> = {}
  #last: number

  constructor(now: () => number) {
    this.#now = now
    this.#last = now()
  }

  /** Ends a step: all that passed since the one before is its own. */
  end(step: StepName): void {
    const now = this.#now()
    this.#taken[step] = (this.#taken[step] ?? 0) + now - this.#last
    this.#last = now
  }

  get taken(): StepTimes {
    return { ...this.#taken }
  }
}
