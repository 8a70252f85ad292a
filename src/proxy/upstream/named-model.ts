import { parsed } from '../answers/json-values.ts'
import { rawAt } from '../json/json-spans.ts'
import { textOf } from '../request/plain-bytes.ts'

/** The model that a body without content encoding names; `undefined` where it can't be read, or names none. */
export function namedModel(plain: Uint8Array): string | undefined {
  const text = textOf(plain)
  if (text?.trimStart().startsWith('{') !== true) return undefined
  const model = parsed(rawAt(text, ['model']) ?? '')
  return typeof model === 'string' ? model : undefined
}
