/** Marks a value that the row need not repeat. */
export const AS_BEFORE = '^'

/** Upper-case letters alone: may be a name from the dictionary. */
const NAME = /^[A-Z]{1,3}$/

/** True when a cell could be read as something else than the value it shows. */
function needsQuotes(value: string): boolean {
  if (value === '' || value.startsWith('"') || value.startsWith(AS_BEFORE)) return true
  return value.includes(' ')
}

/** A value as a row shows it: as it is, by its name in the dictionary, or as a JSON string. */
export function printCell(value: string, dictionary: ReadonlyMap<string, string>): string {
  const name = dictionary.get(value)
  if (name !== undefined) return name
  if (needsQuotes(value)) return JSON.stringify(value)
  return dictionary.size > 0 && NAME.test(value) ? JSON.stringify(value) : value
}
