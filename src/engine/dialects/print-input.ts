/** Nested deeper, a tool's input is no input a tool was written for. */
const MAX_DEPTH = 100
/** Values in one input, containers counted twice; more is data and no words to rank by. */
const MAX_VALUES = 100_000

/**
 * A tool call's input as compact JSON. `''` for what is not JSON (functions, cycles, `toJSON`, big
 * integers) or beyond the bounds: the bounds, and not the host's stack, decide, so that every
 * runtime prints the same.
 */
export function printInput(input: unknown): string {
  return isPrintable(input) ? (JSON.stringify(input) ?? '') : ''
}

function isPrintable(root: unknown): boolean {
  const pending: Nested[] = [{ value: root, depth: 0 }]
  let seen = 0
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const inner = valuesIn(next)
    seen += 1 + (inner?.length ?? 0)
    if (inner === undefined || seen > MAX_VALUES) return false
    for (const value of inner) pending.push({ value, depth: next.depth + 1 })
  }
  return true
}

interface Nested {
  readonly value: unknown
  readonly depth: number
}

/** What a value holds; `undefined` where it is not plain JSON, or too deep. */
function valuesIn({ value, depth }: Nested): readonly unknown[] | undefined {
  if (typeof value === 'bigint' || depth > MAX_DEPTH) return undefined
  if (typeof value !== 'object' || value === null) return []
  return 'toJSON' in value ? undefined : Object.values(value)
}
