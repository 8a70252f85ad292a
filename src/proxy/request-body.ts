import { invalid, RequestError } from './request-error.ts'

/** The body as text. Throws for one that is too large, also while it is still coming, or not UTF-8. */
async function readText(request: Request, largest: number): Promise<string> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > largest) throw tooLarge(largest)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const pieces: string[] = []
  let size = 0
  for await (const chunk of chunksOf(request.body)) {
    size += chunk.byteLength
    if (size > largest) throw tooLarge(largest)
    pieces.push(decode(decoder, chunk))
  }
  pieces.push(decode(decoder))
  return pieces.join('')
}

/** The body as a JSON object, and its text. */
export async function readObject(request: Request, largest: number): Promise<JsonBody> {
  const text = await readText(request, largest)
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

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
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

function tooLarge(largest: number): RequestError {
  return new RequestError(413, 'too_large', `the body may have ${largest} bytes`)
}
