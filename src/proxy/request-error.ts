import { isEngineError } from '../engine/index.ts'

/** A request that is refused, and what was wrong with it. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly status: number
  readonly type: string

  constructor(status: number, type: string, message: string) {
    super(message)
    this.status = status
    this.type = type
  }
}

/** What is wrong with the caller's words, as the wire contract names it. */
export function invalid(message: string): RequestError {
  return new RequestError(400, 'invalid_request', message)
}

/** Any error as `{ error: { type, message } }`. What is not meant for the caller stays inside. */
export function answerTo(error: unknown): Response {
  const { status, type, message } = refusalOf(error)
  return Response.json({ error: { type, message } }, { status })
}

function refusalOf(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  if (isEngineError(error) && REFUSALS.includes(error.code)) return invalid(error.message)
  return new RequestError(503, 'compression_error', 'the engine failed; send the request as it is')
}

const REFUSALS: readonly string[] = ['bad-body', 'bad-options', 'bad-ref']
