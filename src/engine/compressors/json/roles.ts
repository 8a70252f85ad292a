/** What becomes of a value in the packed text. */
export const ROLE = {
  /** Written as JSON, what is inside it by its own role. */
  plain: 0,
  /** Written by the name of a shared value. */
  shared: 1,
  /** A container whose children are rows of a table. */
  table: 2,
  /** A single object that is a row of a table. */
  single: 3,
  /** Inside a row: its children are columns. */
  spread: 4,
  /** A row by columns. */
  row: 5,
  /** A row written as one cell. */
  rawRow: 6,
  /** A string that begins with a named prefix. */
  prefixed: 7,
} as const

/** Added to a role: the value is shown with a name, because it comes again. */
export const NAMED = 0x80

/** One of `ROLE`. */
export function roleOf({ roles }: { readonly roles: Uint8Array }, node: number): number {
  return (roles[node] ?? 0) & ~NAMED
}
