// The engine in a room with nothing but the language, TextEncoder and TextDecoder: whatever else it
// reached for would be a ReferenceError here. Works on the built files, as they ship.

import { readFile } from 'node:fs/promises'
import { createContext, Script } from 'node:vm'
import { build } from 'esbuild'

const at = (path) => new URL(`../dist/${path}`, import.meta.url)

const { outputFiles } = await build({
  entryPoints: [at('engine/index.js').pathname],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'engine',
  platform: 'neutral',
})

const room = createContext({ TextEncoder, TextDecoder })
new Script(outputFiles[0].text).runInContext(room)
room.platform = {
  name: 'test',
  now: () => 0,
  readAsset: async (name) => new Uint8Array(await readFile(at(`wasm/${name}`))),
  loadWasm: async () => undefined,
  openStore: async () => {
    throw new Error('packers need no store')
  },
}
