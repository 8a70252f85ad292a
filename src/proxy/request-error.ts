import { isEngineError } from '../engine/index.ts'

/** What a caller is told who may come again. */
export interface Delay {
  readonly message: string
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number
}

/** A request that is refused, and what was wrong with it. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly status: number
  readonly type: string
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | undefined

  constructor(status: number, type: string, told: string | Delay) {
    super(typeof told === 'string' ? told : told.message)
    this.status = status
    this.type = type
    this.retryAfter = typeof told === 'string' ? undefined : told.retryAfter
  }
}

/** What is wrong with the caller's words, as the wire contract names it. */
export function invalid(message: string): RequestError {
  return new RequestError(400, 'invalid_request', message)
}

/** Any error as `{ error: { type, message } }`. What is not meant for the caller stays inside. */
export function answerTo(error: unknown): Response {
  const { status, type, message, retryAfter } = refusalOf(error)
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
  return Response.json({ error: { type, message } }, { status, headers })
}

function refusalOf(error: unknown): RequestError {
  if (error instanceof RequestError) return error
  if (isEngineError(error) && REFUSALS.includes(error.code)) return invalid(error.message)
  return new RequestError(503, 'compression_error', 'the engine failed; send the request as it is')
}

const REFUSALS: readonly string[] = ['bad-body', 'bad-options', 'bad-ref']
