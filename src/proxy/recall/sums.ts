import { withValue } from '../json/json-edit.ts'
import { type Path, rawAt } from '../json/json-spans.ts'

/** The text with a number raised; unchanged where there is none. */
export function withSum(json: string, path: Path, more: number): string {
  const raw = more === 0 ? undefined : rawAt(json, path)
  const number = raw === undefined || raw === 'null' ? Number.NaN : Number(raw)
  return Number.isFinite(number) ? withValue(json, path, String(number + more)) : json
}

/** The text with a value that is there replaced; never added. */
export function withReplaced(json: string, path: Path, value: string | undefined): string {
  return value === undefined || rawAt(json, path) === undefined
    ? json
    : withValue(json, path, value)
}
