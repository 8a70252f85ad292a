/** Tokens as the provider counted them; absent where it did not say. */
export interface UsageFigures {
  /** Neither from the cache nor into it. */
  readonly input?: number | undefined
  readonly output?: number | undefined
  readonly cacheRead?: number | undefined
  readonly cacheWrite?: number | undefined
  /** Of what went into the cache, what stays for an hour. */
  readonly cacheWrite1h?: number | undefined
}
