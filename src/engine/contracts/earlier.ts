/** One tool result before the present one, as the model reads it now. */
export interface EarlierBlock {
  /** 1 for the first tool result of the request. */
  readonly number: number
  /** What `expand` makes of it from the messages alone: the original, or kept lines with their gap lines. */
  readonly text: string
  /** True where lines are left out of `text`. */
  readonly folded: boolean
}

/** The tool results before the present one, oldest first. */
export interface Earlier {
  readonly blocks: readonly EarlierBlock[]
}
