/** What went wrong, for programs. */
export type ErrorCode = 'bad-body' | 'bad-options' | 'bad-ref' | 'store-failed' | 'closed'

/** Shared by every copy of the package in the process. */
const BRAND = 'headroom-edge.error'

/** The one error class. Branch on `code`; the message is for people. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: ErrorCode
  readonly brand: typeof BRAND = BRAND

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** Use instead of `instanceof`: true across two copies of the package. */
export function isEngineError(value: unknown): value is EngineError {
  return value instanceof Error && 'brand' in value && value.brand === BRAND
}
