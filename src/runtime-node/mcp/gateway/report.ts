import type { Savings } from '../savings.ts'

/** What a gateway saved, a line a tool; empty where nothing was called. */
export function savingsReport({ byTool }: Savings): readonly string[] {
  return Object.entries(byTool).map(
    ([tool, { calls, tokensBefore, tokensAfter, tokensRetrieved }]) => {
      const often = `${calls} ${calls === 1 ? 'text' : 'texts'}`
      if (tokensRetrieved > 0)
        return `${tool}: ${tokensRetrieved} tokens looked up again in ${often}`
      return `${tool}: ${tokensBefore} tokens became ${tokensAfter} in ${often}`
    },
  )
}
