// `npm run example chat-agent|embed [-- --port N]`: serves an example of playground/examples, with the package as it
// was built last.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const { values, positionals } = parseArgs({
  options: { port: { type: 'string', default: '4174' } },
  allowPositionals: true,
})
const [name = 'chat-agent'] = positionals
const root = at(`../playground/examples/${name}`)
if (!existsSync(`${root}/index.html`)) {
  console.error(`there is no example "${name}"; there are chat-agent and embed`)
  process.exit(2)
}

const server = await createServer({
  configFile: false,
  root,
  logLevel: 'warn',
  resolve: {
    alias: {
      'headroom-edge/browser': at('../dist/runtime-browser/index.js'),
      'headroom-edge/integrations': at('../dist/runtime-browser/integrations.js'),
    },
  },
  // Served as they are: bundled beforehand, the engine's worker would not be found beside them.
  optimizeDeps: { include: ['ai', 'zod'] },
  plugins: [packageBeside()],
  server: {
    host: '127.0.0.1',
    port: Number(values.port),
    strictPort: true,
    fs: { allow: [at('..')] },
  },
})
await server.listen()
console.log(`The example is at ${server.resolvedUrls?.local[0]}`)

/** The package's folder, as it would be copied beside a page that has no bundler. */
function packageBeside() {
  return {
    name: 'headroom-beside',
    resolveId: (id) =>
      id.startsWith('./headroom-edge/')
        ? at(`../${id.slice('./headroom-edge/'.length)}`)
        : undefined,
  }
}
