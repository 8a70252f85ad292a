/**
 * What a line of a tool's output says: how a step ended, that one is under way, or how the whole
 * run ended. `section` parts the output; `failure` and `warning` begin what may go on for lines.
 */
export type BuildRole = 'summary' | 'failure' | 'warning' | 'skip' | 'pass' | 'progress' | 'section'

/** One way in which tools say something; the tables are data. */
export interface MarkPattern {
  readonly role: BuildRole
  /** Matched at the line's beginning or its end. */
  readonly at: 'start' | 'end'
  /** True for what hardly anything but a tool of this kind prints. */
  readonly proves: boolean
  /** Source of a linear regular expression, without anchors; its one group, if any, is the status word. */
  readonly pattern: string
}

/** Rows of a table that differ in their patterns only. */
export function marks(
  role: BuildRole,
  { at = 'start', proves = true }: Partial<Pick<MarkPattern, 'at' | 'proves'>>,
  patterns: readonly string[],
): readonly MarkPattern[] {
  return patterns.map((pattern) => ({ role, at, proves, pattern }))
}
