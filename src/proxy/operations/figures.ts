/** Sums by name; what a request has none of is left out. */
export type Figures = Readonly<Record<string, number>>

/** Two sums in one. */
export function addedFigures(one: Figures, other: Figures): Figures {
  const names = [...Object.keys(one), ...Object.keys(other)]
  return Object.fromEntries(names.map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]))
}
