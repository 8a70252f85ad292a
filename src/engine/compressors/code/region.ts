/** A stretch of whole lines that may be left out without breaking what stands around it. */
export interface Region {
  readonly kind: 'body' | 'data' | 'note'
  /** First line left out, from 0, and the first one shown again. */
  readonly from: number
  readonly to: number
  /** Line on which the thing begins that this is the inside of. */
  readonly head: number
  /** What the function is called, as it is written; empty where it has no name. */
  readonly name: string
}
