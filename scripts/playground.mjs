// `npm run playground [-- --port N]`: builds the playground as static files, and serves them here.

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build, preview } from 'vite'

const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } })

/** Relative addresses, so that the folder can be put anywhere; assets stay files, as the page's policy wants. */
const config = {
  configFile: false,
  root: fileURLToPath(new URL('../playground', import.meta.url)),
  base: './',
  logLevel: 'warn',
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('../dist/playground', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
  },
  preview: { host: '127.0.0.1', port: Number(values.port), strictPort: true },
}

await build(config)
const server = await preview(config)
console.log(`The playground is at ${server.resolvedUrls?.local[0]}`)
