import type { CompressOptions } from './compress-options.ts'
import type { BlockDecision } from './pipeline/block-decision.ts'
import type { Slice, SliceRequest } from './recall/slice.ts'
import type {
  BodyFacts,
  CompressBytesResult,
  CompressReadOptions,
  DecideReadOptions,
  RequestBody,
} from './request-body.ts'
import type { CompressFigures } from './results.ts'

/** The outcome of compressing live messages. */
export interface CompressResult<Messages> extends CompressFigures {
  /** The very same value when nothing changed; else a copy that shares all that did not. */
  readonly messages: Messages
}

/** The outcome of compressing a body as JSON text. */
export interface CompressBodyResult extends CompressFigures {
  /** Every byte that no decision changed is as it came. */
  readonly body: string
}

/** The engine on one host, with one store and one scope. */
export interface Headroom {
  /**
   * Makes a message list or request body smaller. Never changes its argument.
   * Throws `EngineError`: `bad-body` for what is no conversation, `bad-options` for a bad option.
   */
  compress<Messages>(
    messages: Messages,
    options?: CompressOptions,
  ): Promise<CompressResult<Messages>>
  /** The same for JSON text, spliced. A body that is not valid JSON or no conversation comes back as it is. */
  compressBody(body: string, options?: CompressOptions): Promise<CompressBodyResult>
  /** What a request body as JSON text is, unchanged; `undefined` for what is no conversation. */
  inspectBody(body: string): Promise<BodyFacts | undefined>
  /**
   * The original behind a ref, or an exact part of it. `undefined` when this scope's store does not
   * hold it. Without a request it is the whole original, however long; a part is bounded and says
   * how to go on. A `limit` in characters bounds either. Throws `EngineError`: `bad-ref` for what can
   * be no ref, `bad-options` for a bad request or limit.
   */
  retrieve(
    ref: string,
    request?: SliceRequest,
    options?: { readonly limit?: number },
  ): Promise<Slice | undefined>
  /** Closes the store, if it was opened; every later call rejects with `EngineError('closed')`. */
  close(): Promise<void>
}

/** A headroom in the very thread that calls it: it also takes what was read there. */
export interface LocalHeadroom extends Headroom {
  /** Makes a body that was read smaller. Throws `EngineError` as `compress` does. */
  compressRead(body: RequestBody, options?: CompressReadOptions): Promise<CompressBytesResult>
  /**
   * What it would decide for the blocks behind those that are known; originals of what it leaves out are
   * kept. Throws `EngineError` as `compress` does.
   */
  decideRead(body: RequestBody, options: DecideReadOptions): Promise<readonly BlockDecision[]>
}
