import { textAt, valueAt } from '../json-values.ts'

/** The name of an error as OpenAI's formats write it; `undefined` where there is none. */
export function openAiError(value: unknown): string | undefined {
  const error = valueAt(value, 'error')
  if (error === undefined || error === null) return undefined
  return textAt(error, 'type') ?? textAt(error, 'code') ?? 'error'
}
