declare namespace Cloudflare {
  interface Env {
    readonly ORIGINALS: DurableObjectNamespace<
      import('../../src/runtime-worker/originals.ts').Originals
    >
  }
}
