/**
 * What a page or a worker has to load, minified and compressed by Brotli; the parser comes with the first
 * code that is outlined. Budgets go up only with what a change brings: weights that tell kinds, 8 kB; rows and calls referred to, 5 kB; bodies read from their bytes, and what their last request began with, 3 kB; in pages, workers of the package's own, their pool and what they tell each other, 3 kB.
 */

const asModule = (config) => ({ ...config, format: 'esm' })

// biome-ignore lint/style/noDefaultExport: the form in which size-limit takes its configuration.
export default [
  {
    name: 'engine alone',
    path: 'dist/engine/index.js',
    import: '*',
    limit: '171 kB',
    modifyEsbuildConfig: asModule,
  },
  {
    name: 'browser door',
    path: 'dist/runtime-browser/index.js',
    import: '*',
    limit: '177 kB',
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
]
