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
  /** Base of every object whose methods are called from outside. */
  export abstract class DurableObject<Env = unknown> {
    protected readonly ctx: import('./cloudflare.ts').ObjectState
    protected readonly env: Env
    constructor(ctx: import('./cloudflare.ts').ObjectState, env: Env)
  }
}
