import { defaultDirectory } from '../index.ts'
import { Savings } from '../mcp/savings.ts'
import { type Saving, SavingsLog } from '../savings/savings-log.ts'

/** Sums that other processes see too: `headroom stats` tells them. */
export function savingsAt(door: Saving['door'], project: string): Savings {
  const log = new SavingsLog(defaultDirectory())
  return new Savings(({ tokensBefore, tokensAfter, tokensRetrieved }) => {
    log.note({ door, project, tokensSaved: tokensBefore - tokensAfter, tokensRetrieved })
  })
}
