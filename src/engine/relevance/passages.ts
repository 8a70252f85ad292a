/** Stretches of one text, in order and not overlapping. */
export interface Passages {
  readonly text: string
  readonly starts: ArrayLike<number>
  readonly ends: ArrayLike<number>
  /** True where backslash escapes stand in the text, as in JSON: they part words. */
  readonly escaped: boolean
}
