// The engine as one file, `dist/engine/index.js`: a process that starts reads one module instead of hundreds.
// The compiler writes its types beside it, and the doors of each host, which import that file alone.
// The browser's doors are in pieces of their own: a page loads little, and its worker the rest.

import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (path) => join(root, path)

const common = {
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'warning',
}

await build({
  ...common,
  entryPoints: [at('src/engine/index.ts')],
  outfile: at('dist/engine/index.js'),
})
keepOnly('dist/engine', ['index.js'])

/** The compiler leaves addresses alone: the worker's script is named as it will be, in the folder of all pieces. */
const namesAsBuilt = (path, source) => {
  if (!/off-thread[/\\]away\.ts$/.test(path)) return source
  const named = source.replace("'../engine-worker.ts'", "'./engine-worker.js'")
  if (named === source) throw new Error('the worker is started elsewhere now')
  return named
}

/**
 * Pieces are cut between files, and all that one file exports counts as one. So the engine's index is
 * looked through: who wants an error of it does not load the engine.
 */
const engineIndex = readFileSync(at('src/engine/index.ts'), 'utf8')
const BY_NAME = /(import|export) \{([^}]+)\} from '([^']+)'/g
const origins = new Map(
  [...engineIndex.matchAll(BY_NAME)].flatMap(([, , names, file]) =>
    valuesIn(names).map((name) => [name, file]),
  ),
)

function valuesIn(names) {
  const all = names.split(',').map((name) => name.trim())
  return all.filter((name) => name !== '' && !name.startsWith('type '))
}

const lookThrough = (source) =>
  source.replaceAll(BY_NAME, (statement, ...parts) => {
    const [verb, names, file] = parts
    if (!file.endsWith('/engine/index.ts')) return statement
    const folder = file.slice(0, -'/index.ts'.length)
    const single = (name) => `${verb} { ${name} } from '${folder}${origins.get(name).slice(1)}'`
    return valuesIn(names).map(single).join('; ')
  })

const inPieces = {
  name: 'headroom-pieces',
  setup({ onLoad }) {
    onLoad({ filter: /src[/\\](runtime-browser|integrations|proxy)[/\\].*\.ts$/ }, ({ path }) => ({
      contents: lookThrough(namesAsBuilt(path, readFileSync(path, 'utf8'))),
      loader: 'ts',
    }))
  },
}

/** The engine's pieces, each loaded when it is first needed. */
const onDemand = {
  name: 'headroom-on-demand',
  setup({ onResolve }) {
    onResolve({ filter: /\/pieces-at-once\.ts$/ }, () => ({
      path: at('src/engine/pieces-on-demand.ts'),
    }))
  },
}

const door = (name) => at(`src/runtime-browser/${name}.ts`)
const toBrowser = { ...common, outdir: at('dist/runtime-browser'), metafile: true }
const EXTERNAL = ['web-tree-sitter']

const [pieces, whole] = await Promise.all([
  build({
    ...toBrowser,
    entryPoints: ['index', 'integrations', 'engine-worker'].map(door),
    splitting: true,
    minify: true,
    chunkNames: 'piece-[hash]',
    external: EXTERNAL,
    plugins: [inPieces, onDemand],
  }),
  // Where `import()` is not allowed, as in service workers: on the engine's one file.
  build({
    ...toBrowser,
    entryPoints: [door('here')],
    external: EXTERNAL,
    plugins: [engineFile()],
  }),
])
const built = [pieces, whole].flatMap(({ metafile }) => Object.keys(metafile.outputs))
keepOnly(
  'dist/runtime-browser',
  built.map((path) => path.split('/').at(-1)),
)

function engineFile() {
  return {
    name: 'headroom-engine-file',
    setup({ onResolve }) {
      onResolve({ filter: /\/engine\/index\.ts$/ }, () => ({
        path: '../engine/index.js',
        external: true,
      }))
    },
  }
}

/** What an earlier build or the compiler left would ship. */
function keepOnly(folder, names) {
  for (const path of readdirSync(at(folder), { recursive: true })) {
    if (/\.js(\.map)?$/.test(path) && !names.includes(path)) rmSync(join(at(folder), path))
  }
}
