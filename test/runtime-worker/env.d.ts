declare namespace Cloudflare {
  interface GlobalProps {
    readonly mainModule: typeof import('../../src/runtime-worker/worker.ts')
  }
  interface Env {
    readonly ORIGINALS: DurableObjectNamespace<
      import('../../src/runtime-worker/originals.ts').Originals
    >
    readonly JOURNAL: DurableObjectNamespace<
      import('../../src/runtime-worker/journal-object.ts').Journal
    >
  }
}
