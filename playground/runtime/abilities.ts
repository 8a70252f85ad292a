/** Something a browser may give. */
export interface Ability {
  readonly name: string
  readonly given: string
  readonly has: boolean
}

/** Smallest modules that use one feature each; a browser that knows it takes them for valid. */
const WASM_FEATURES: readonly (readonly [name: string, code: string])[] = [
  ['WebAssembly', ''],
  ['SIMD', '1 5 1 96 0 1 123 | 3 2 1 0 | 10 10 1 8 0 65 0 253 15 253 98 11'],
  ['bulk memory', '1 4 1 96 0 0 | 3 2 1 0 | 5 3 1 0 1 | 10 14 1 12 0 65 0 65 0 65 0 252 10 0 0 11'],
  ['threads', '1 4 1 96 0 0 | 3 2 1 0 | 5 4 1 3 1 1 | 10 11 1 9 0 65 0 254 16 2 0 26 11'],
]

/** What of WebAssembly, threads, WebGPU and storage this browser gives to this page. */
export async function abilities(): Promise<readonly Ability[]> {
  const features = WASM_FEATURES.map(([name, code]) => yes(name, canRun(code)))
  const { estimate, persisted } = await storageFacts()
  return [
    ...features,
    ability('cores', String(navigator.hardwareConcurrency), navigator.hardwareConcurrency > 1),
    yes('cross-origin isolated', globalThis.crossOriginIsolated),
    yes('shared memory', typeof SharedArrayBuffer !== 'undefined'),
    await gpu(),
    yes('service worker', 'serviceWorker' in navigator),
    yes('compressed links', typeof CompressionStream !== 'undefined'),
    ability('storage used', estimate, estimate !== 'unknown'),
    yes('storage is persistent', persisted),
  ]
}

function ability(name: string, given: string, has: boolean): Ability {
  return { name, given, has }
}

function yes(name: string, has: boolean): Ability {
  return ability(name, has ? 'yes' : 'no', has)
}

const HEADER = [0, 97, 115, 109, 1, 0, 0, 0]

function canRun(code: string): boolean {
  if (typeof WebAssembly === 'undefined') return false
  const numbers = code
    .split(/[\s|]+/)
    .filter((word) => word !== '')
    .map(Number)
  return WebAssembly.validate(new Uint8Array([...HEADER, ...numbers]))
}

async function gpu(): Promise<Ability> {
  const found: unknown = Reflect.get(navigator, 'gpu')
  if (typeof found !== 'object' || found === null) return yes('WebGPU', false)
  const request = Reflect.get(found, 'requestAdapter') as () => Promise<unknown>
  const adapter = await request.call(found).catch(() => null)
  return ability('WebGPU', adapter === null ? 'no adapter' : 'yes', adapter !== null)
}

async function storageFacts(): Promise<{ readonly estimate: string; readonly persisted: boolean }> {
  try {
    const { usage = 0, quota = 0 } = await navigator.storage.estimate()
    const estimate = `${(usage / 1e6).toFixed(1)} of ${(quota / 1e9).toFixed(1)} GB`.replace(
      ' of',
      ' MB of',
    )
    return { estimate, persisted: await navigator.storage.persisted() }
  } catch {
    return { estimate: 'unknown', persisted: false }
  }
}
