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
new Script(`
  for (const name of ['Date', 'Intl', 'WebAssembly']) delete globalThis[name]
  delete Math.random
`).runInContext(room)
new Script(outputFiles[0].text).runInContext(room)

/** Enough of a host: bytes come in, nothing else does, and WebAssembly is refused. */
room.platform = {
  name: 'test',
  now: () => 0,
  readAsset: async (name) => new Uint8Array(await readFile(at(`wasm/${name}`))),
  loadWasm: async () => undefined,
  openStore: async () => {
    throw new Error('packers need no store')
  },
}
room.rows = JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id, state: 'done' })))

const work = `(async () => {
  const door = engine.openDoor(platform)
  const messages = [{ role: 'tool', content: rows }]
  const result = await door.compress(messages, { model: 'gpt-4o' })
  const expanded = await door.expand(result.messages)
  return { saved: result.tokensSaved, same: expanded[0].content === rows }
})()`
const { saved, same } = await new Script(work).runInContext(room)
console.log(`${saved} tokens saved; ${same ? 'all of it' : 'NOT all of it'} comes back`)
if (saved <= 0 || !same) process.exitCode = 1
