/** Builds dist/wasm: the modules of this folder, and the data that belongs to them. Needs nothing but npm. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { packUnicodeClasses } from './bpe/tables/unicode-classes.mjs'
import { packVocabulary } from './bpe/tables/vocabulary.mjs'

const output = new URL('../dist/wasm/', import.meta.url)

/** Modules bring their own memory and import nothing, so that any host may run them. */
async function compile(entry, name) {
  const { error, stderr } = await asc.main([
    fileURLToPath(new URL(entry, import.meta.url)),
    '--outFile',
    fileURLToPath(new URL(name, output)),
    '--runtime',
    'stub',
    '--use',
    'abort=',
    '--optimizeLevel',
    '3',
    // Fewer bytes inlined: the module is to stay under 10 KB, and is as fast.
    '--shrinkLevel',
    '1',
    '--converge',
    '--noAssert',
    '--enable',
    'simd,bulk-memory',
  ])
  if (error) throw new Error(`${entry}: ${error.message}\n${stderr.toString()}`)
}

async function build() {
  await mkdir(output, { recursive: true })
  await compile('bpe/index.ts', 'bpe.wasm')
  await writeFile(new URL('unicode-classes.bin', output), packUnicodeClasses())
  for (const encoding of ['o200k_base', 'cl100k_base']) {
    await writeFile(new URL(`${encoding}.bin`, output), packVocabulary(encoding))
  }
  for (const grammar of ['tree-sitter-kotlin.wasm.gz', 'tree-sitter-swift.wasm.gz']) {
    await copyFile(new URL(`grammars/${grammar}`, import.meta.url), new URL(grammar, output))
  }
}

await build()
