// How vite builds and serves the playground.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** For threads and precise clocks, where the host sends them; the page works without. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** What the page needs to work at all; the rest may come after. */
const FIRST = /\.(html|js|css)$|bpe.*\.wasm$|o200k|unicode-classes/

/** Writes the service worker with the names of all files beside it, so that a new build is a new worker. */
function offline() {
  return {
    name: 'headroom-offline',
    apply: 'build',
    generateBundle(_options, bundle) {
      const names = Object.keys(bundle)
        .filter((name) => !name.endsWith('.map'))
        .sort()
      const script = readFileSync(at('../playground/offline/service-worker.js'), 'utf8')
      const assets = {
        version: createHash('sha256')
          .update(names.join('\n'))
          .update(script)
          .digest('hex')
          .slice(0, 12),
        first: ['./', ...names.filter((name) => FIRST.test(name) && name !== 'index.html')],
        rest: names.filter((name) => !FIRST.test(name)),
      }
      const source = `self.HEADROOM_ASSETS = ${JSON.stringify(assets)}\n${script}`
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source })
      const headers = Object.entries(ISOLATION).map(([name, value]) => `  ${name}: ${value}`)
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${headers.join('\n')}\n` })
    },
  }
}

const QUIET = { checks: { eval: false, pluginTimings: false } }

/** Relative addresses, so that the folder can be put anywhere; assets stay files, as the page's policy wants. */
export function playgroundConfig(port) {
  return {
    configFile: false,
    root: at('../playground'),
    base: './',
    logLevel: 'warn',
    plugins: [offline()],
    worker: { format: 'es', rolldownOptions: QUIET },
    build: {
      outDir: at('../dist/playground'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: 'es2022',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // The parser's module holds an `eval` for side modules, which no grammar has.
      rolldownOptions: QUIET,
    },
    preview: { host: '127.0.0.1', port, strictPort: true, headers: ISOLATION },
  }
}
