/**
 * What a page or a worker has to load. The three doors: minified and compressed by Brotli; the parser comes with
 * the first code that is outlined. Their budgets go up only with what a change brings: weights that tell kinds,
 * 8 kB; rows and calls referred to, 5 kB; bodies read from their bytes, and what their last request began with,
 * 3 kB; in pages, workers of the package's own, their pool and what they tell each other, 3 kB; pieces that can
 * be loaded on demand, and databases of older formats cleared, 1 kB.
 *
 * Then what is loaded at which time, file by file as it is shipped, compressed by gzip.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const asModule = (config) => ({ ...config, format: 'esm' })

const PAGE = 'dist/page/assets'
const PIECES = 'dist/runtime-browser'
const GRAMMARS = 'node_modules/@vscode/tree-sitter-wasm/wasm'

const shipped = (name, path, limit) => ({ name, path, limit, gzip: true, disablePlugins: ['@size-limit/esbuild'] })
const namesIn = (folder, pattern) => readdirSync(folder).filter((name) => pattern.test(name))
const onlyOne = (folder, pattern) => {
  const [name, ...more] = namesIn(folder, pattern)
  if (name === undefined || more.length > 0) throw new Error(`${folder}: not one file ${pattern}`)
  return name
}

/** A file and all that it imports before it runs. */
const STATIC_IMPORT = /(?:from|import)\s*["']\.\/([^"']+)["']/g
function withImports(folder, name, seen = new Set()) {
  if (seen.has(name)) return seen
  seen.add(name)
  const source = readFileSync(join(folder, name), 'utf8')
  for (const [, imported] of source.matchAll(STATIC_IMPORT)) withImports(folder, imported, seen)
  return seen
}
const allOf = (folder, name) => [...withImports(folder, name)].map((file) => join(folder, file))

/** Builds for pages load these when they are needed. */
const ON_DEMAND = /^\.\/(compressors\/shorteners|readers|recall\/slice)\.ts$/
const pieces = {
  name: 'pieces',
  setup({ onResolve }) {
    onResolve({ filter: /\/pieces-at-once\.ts$/ }, () => ({
      path: join(process.cwd(), 'src/engine/pieces-on-demand.ts'),
    }))
    onResolve({ filter: ON_DEMAND }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

/** By the names of their files; a few per cent above what they are. */
const GRAMMAR_LIMITS = {
  bash: 192,
  'c-sharp': 315,
  cpp: 430,
  css: 23,
  go: 42,
  java: 55,
  javascript: 53,
  kotlin: 238,
  php: 112,
  python: 71,
  ruby: 171,
  rust: 123,
  swift: 255,
  tsx: 147,
  typescript: 144,
}
const grammarFile = (name) =>
  ['kotlin', 'swift'].includes(name)
    ? `dist/wasm/tree-sitter-${name}.wasm.gz`
    : `${GRAMMARS}/tree-sitter-${name}.wasm`

// biome-ignore lint/style/noDefaultExport: the form in which size-limit takes its configuration.
export default [
  {
    name: 'engine alone',
    path: 'dist/engine/index.js',
    import: '*',
    limit: '172 kB',
    modifyEsbuildConfig: asModule,
  },
  {
    name: 'browser door',
    path: 'dist/runtime-browser/index.js',
    import: '*',
    limit: '178 kB',
    ignore: ['web-tree-sitter'],
    modifyEsbuildConfig: asModule,
  },
  {
    name: 'worker door',
    path: 'dist/runtime-worker/index.js',
    import: '*',
    limit: '174 kB',
    ignore: ['cloudflare:workers', 'web-tree-sitter', '*.wasm', '*.bin'],
    modifyEsbuildConfig: asModule,
  },
  {
    name: 'engine core',
    path: 'src/engine/door.ts',
    import: '{ openDoor }',
    limit: '150 kB',
    gzip: true,
    modifyEsbuildConfig: (config) => ({
      ...asModule(config),
      plugins: [...(config.plugins ?? []), pieces],
    }),
  },
  shipped('first screen of the page', allOf(PAGE, onlyOne(PAGE, /^index-.*\.js$/)), '35 kB'),
  shipped('its worker', allOf(PAGE, onlyOne(PAGE, /^session-.*\.js$/)), '160 kB'),
  shipped("a page's engine: its worker, store and core", allOf(PIECES, 'engine-worker.js'), '152 kB'),
  shipped('vocabulary o200k_base', 'dist/wasm/o200k_base.bin', '1060 kB'),
  shipped('vocabulary cl100k_base', 'dist/wasm/cl100k_base.bin', '460 kB'),
  shipped('parser', `${GRAMMARS}/tree-sitter.wasm`, '85 kB'),
  ...Object.entries(GRAMMAR_LIMITS).map(([name, limit]) =>
    shipped(`grammar ${name}`, grammarFile(name), `${limit} kB`),
  ),
]
