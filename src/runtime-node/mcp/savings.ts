/** What one server's tools have saved since it started. */
export interface SavingsSum {
  readonly calls: number
  readonly tokensBefore: number
  readonly tokensAfter: number
  /** Tokens of what was looked up again. */
  readonly tokensRetrieved: number
}

/** Sums what the tools save, and what looking up again costs. */
export class Savings {
  readonly #sums = new Map<string, SavingsSum>()
  readonly #note: (added: SavingsSum) => void

  /** `note` is told of every call. */
  constructor(note: (added: SavingsSum) => void = () => undefined) {
    this.#note = note
  }

  add(
    tool: string,
    { tokensBefore = 0, tokensAfter = 0, tokensRetrieved = 0 }: Partial<SavingsSum>,
  ): void {
    const sum = this.#sums.get(tool) ?? NONE
    this.#sums.set(tool, {
      calls: sum.calls + 1,
      tokensBefore: sum.tokensBefore + tokensBefore,
      tokensAfter: sum.tokensAfter + tokensAfter,
      tokensRetrieved: sum.tokensRetrieved + tokensRetrieved,
    })
    this.#note({ calls: 1, tokensBefore, tokensAfter, tokensRetrieved })
  }

  /** By tool, in the order in which they were first called. */
  get byTool(): Readonly<Record<string, SavingsSum>> {
    return Object.fromEntries(this.#sums)
  }

  get total(): SavingsSum {
    return [...this.#sums.values()].reduce(
      (sum, one) => ({
        calls: sum.calls + one.calls,
        tokensBefore: sum.tokensBefore + one.tokensBefore,
        tokensAfter: sum.tokensAfter + one.tokensAfter,
        tokensRetrieved: sum.tokensRetrieved + one.tokensRetrieved,
      }),
      NONE,
    )
  }
}

const NONE: SavingsSum = { calls: 0, tokensBefore: 0, tokensAfter: 0, tokensRetrieved: 0 }
