// How vite builds and serves the playground.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
      const isSample = (name) =>
        /samples\/|gallery\//.test(bundle[name].originalFileNames?.[0] ?? '')
      const isFirst = (name) => FIRST.test(name) && !isSample(name) && name !== 'index.html'
      const assets = {
        version: createHash('sha256')
          .update(names.join('\n'))
          .update(script)
          .digest('hex')
          .slice(0, 12),
        first: ['./', ...names.filter(isFirst)],
        rest: names.filter((name) => name !== 'index.html' && !isFirst(name)),
      }
      const source = `self.HEADROOM_ASSETS = ${JSON.stringify(assets)}\n${script}`
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source })
      const headers = Object.entries(ISOLATION).map(([name, value]) => `  ${name}: ${value}`)
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${headers.join('\n')}\n` })
    },
  }
}

/** The engine's pieces, each loaded when it is first needed. */
function onDemand() {
  return {
    name: 'headroom-on-demand',
    enforce: 'pre',
    resolveId: (path) =>
      path.endsWith('/pieces-at-once.ts') ? at('../src/engine/pieces-on-demand.ts') : undefined,
  }
}

const QUIET = { checks: { eval: false, pluginTimings: false } }

/**
 * Writes `files.json`, which tells the proxy where each file lies: those that the package or its
 * dependencies hold anyway are named there, so that they need not be in the package twice.
 */
function list() {
  return {
    name: 'headroom-list',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      const elsewhere = sharedFiles()
      const places = Object.entries(bundle)
        .filter(([name]) => name !== '_headers')
        .map(([name, { source = '' }]) => [
          name === 'index.html' ? '/' : `/${name}`,
          elsewhere.get(digestOf(source)) ?? `./${name}`,
        ])
      const sorted = Object.fromEntries(places.sort(([one], [other]) => (one < other ? -1 : 1)))
      writeFileSync(join(dir, 'files.json'), `${JSON.stringify(sorted, undefined, 1)}\n`)
    },
  }
}

/** By their content: what the page needs and lies elsewhere. */
function sharedFiles() {
  const folders = [
    ['../dist/wasm/', '../wasm/'],
    ['../node_modules/@vscode/tree-sitter-wasm/wasm/', '@vscode/tree-sitter-wasm/wasm/'],
    ['../node_modules/web-tree-sitter/', 'web-tree-sitter/'],
  ]
  const files = folders.flatMap(([folder, place]) =>
    readdirSync(at(folder))
      .filter((name) => /\.(wasm|bin|gz)$/.test(name))
      .map((name) => [digestOf(readFileSync(at(folder + name))), place + name]),
  )
  return new Map(files)
}

function digestOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What the proxy serves: the same page, with a list of its files. */
export function proxyPageConfig() {
  const { build, plugins, ...config } = playgroundConfig(0)
  return {
    ...config,
    build: { ...build, outDir: at('../dist/page') },
    plugins: [...plugins, list()],
  }
}

/** Relative addresses, so that the folder can be put anywhere; assets stay files, as the page's policy wants. */
export function playgroundConfig(port) {
  return {
    configFile: false,
    root: at('../playground'),
    base: './',
    logLevel: 'warn',
    plugins: [offline(), onDemand()],
    worker: { format: 'es', plugins: () => [onDemand()], rolldownOptions: QUIET },
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
