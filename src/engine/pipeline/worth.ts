/** A rewrite must save this share of its block, in per cent, and this many tokens (law 4). */
const LEAST_SHARE = 10
export const LEAST_TOKENS = 30

/** Less than that is not worth reading another form for. */
export function isWorthwhile(tokensAfter: number, tokensBefore: number): boolean {
  const saved = tokensBefore - tokensAfter
  return saved >= LEAST_TOKENS && saved * 100 >= tokensBefore * LEAST_SHARE
}
