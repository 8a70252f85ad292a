/**
 * What a page or a worker has to load, minified and compressed by Brotli; the parser comes with the first
 * code that is outlined. Budgets only go down.
 */

const asModule = (config) => ({ ...config, format: 'esm' })

// biome-ignore lint/style/noDefaultExport: the form in which size-limit takes its configuration.
export default [
  {
    name: 'engine alone',
    path: 'dist/engine/index.js',
    import: '*',
    limit: '155 kB',
    modifyEsbuildConfig: asModule,
  },
  {
    name: 'browser door',
    path: 'dist/runtime-browser/index.js',
    import: '*',
    limit: '158 kB',
    ignore: ['web-tree-sitter'],
    modifyEsbuildConfig: asModule,
  },
  {
    name: 'worker door',
    path: 'dist/runtime-worker/index.js',
    import: '*',
    limit: '158 kB',
    ignore: ['cloudflare:workers', 'web-tree-sitter', '*.wasm', '*.bin'],
    modifyEsbuildConfig: asModule,
  },
]
