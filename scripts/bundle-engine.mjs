// The engine as one file, `dist/engine/index.js`: a process that starts reads one module instead of hundreds.
// The compiler writes its types beside it, and the doors of each host, which import that file alone.

import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'dist/engine')

await build({
  entryPoints: [join(root, 'src/engine/index.ts')],
  outfile: join(folder, 'index.js'),
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'warning',
})

// What an earlier build left would ship.
for (const path of readdirSync(folder, { recursive: true })) {
  if (/\.js(\.map)?$/.test(path) && path !== 'index.js') rmSync(join(folder, path))
}
