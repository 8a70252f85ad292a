export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
}

/** Rows under their titles, in columns as wide as their widest cell, each line ended. */
export function printTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const titles = columns.map(({ title }) => title)
  const widths = columns.map((_, at) =>
    Math.max(...[titles, ...rows].map((row) => row[at]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    columns
      .map(({ align }, at) => padded(row[at] ?? '', widths[at] ?? 0, align))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width))
  return `${[titles, rule, ...rows].map(line).join('\n')}\n`
}

function padded(text: string, width: number, align: Column['align']): string {
  return align === 'right' ? text.padStart(width) : text.padEnd(width)
}
