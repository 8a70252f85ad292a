// What the bench shares with the tests.
import { fromSource } from '../from-source.mjs'

export const { compare, textsOf } = await fromSource('test/sessions/bill.ts')
export const { cachedOf, continues, requestsOf } = await fromSource('test/sessions/requests.ts')
