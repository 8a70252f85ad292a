/** A worker's imports that no compiler knows: modules linked ahead, files as bytes, the object base. */

declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}

declare module '*.bin' {
  const bytes: ArrayBuffer
  export default bytes
}

declare module 'cloudflare:workers' {
  /** Keeps the request's context alive until this is done, also after its answer. */
  export function waitUntil(work: Promise<unknown>): void

  /** Base of every object whose methods are called from outside. */
  export abstract class DurableObject<Env = unknown> {
    protected readonly ctx: import('./cloudflare.ts').ObjectState
    protected readonly env: Env
    constructor(ctx: import('./cloudflare.ts').ObjectState, env: Env)
  }
}

declare module 'node:zlib' {
  /** Undoes brotli; tells of a `RangeError` where more came out than it may. */
  export function brotliDecompress(
    bytes: Uint8Array,
    bounds: { readonly maxOutputLength: number },
    done: (error: Error | null, decoded: Uint8Array) => void,
  ): void
}

/** Passes as many bytes as it was told, so that a body's length is announced. */
declare class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(length: number)
}
