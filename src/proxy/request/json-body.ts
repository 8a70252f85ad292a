import { invalid } from '../request-error.ts'
import { readBytes } from './body-bytes.ts'

/** The body as a JSON object, and its text. Throws for one that is too large, or neither. */
export async function readObject(request: Request, largest: number): Promise<JsonBody> {
  const text = decode(await readBytes(request, largest))
  const value = parse(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { text, fields: { ...value } }
  }
  throw invalid('the body must be a JSON object')
}

export interface JsonBody {
  readonly text: string
  readonly fields: Readonly<Record<string, unknown>>
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw invalid('the body must be UTF-8')
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('the body must be JSON')
  }
}
