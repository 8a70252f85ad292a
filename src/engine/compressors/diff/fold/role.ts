/** What a line is in its diff or history. */
export const ROLE = {
  text: 0,
  /** From `diff --git` to `+++`. */
  head: 1,
  hunk: 2,
  context: 3,
  added: 4,
  removed: 5,
  /** `\ No newline at end of file` */
  note: 6,
  /** `commit`, `Author:`, `Date:` and the blank lines around. */
  commit: 7,
  subject: 8,
  message: 9,
  trailer: 10,
  /** A line of a list: a commit in one line, a changed file, a line of a blame. */
  entry: 11,
  /** Data of a `GIT binary patch`. */
  binary: 12,
} as const
