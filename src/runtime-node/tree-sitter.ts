import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { once, type SyntaxParser, syntaxParserOn } from '../engine/index.ts'

/** File names of grammars in `@vscode/tree-sitter-wasm`, by language. */
const GRAMMARS: Readonly<Record<string, string>> = {
  python: 'python',
  javascript: 'javascript',
  jsx: 'javascript',
  typescript: 'typescript',
  tsx: 'tsx',
  go: 'go',
  rust: 'rust',
  java: 'java',
  c: 'cpp',
  cpp: 'cpp',
  csharp: 'c-sharp',
  ruby: 'ruby',
  php: 'php',
  bash: 'bash',
  css: 'css',
}

/** Grammars that come with this package, compressed; the path holds in `src` and in `dist`. */
const OWN_GRAMMARS: Readonly<Record<string, URL>> = {
  kotlin: new URL('../../dist/wasm/tree-sitter-kotlin.wasm.gz', import.meta.url),
  swift: new URL('../../dist/wasm/tree-sitter-swift.wasm.gz', import.meta.url),
}

/** Opens parsers from the installed grammars; the parser's own module is loaded with the first of them. */
export function parserOpener(): (language: string) => Promise<SyntaxParser | undefined> {
  const { resolve } = createRequire(import.meta.url)
  const treeSitter = once(async () => {
    const module = await import('web-tree-sitter')
    await module.Parser.init({ locateFile: () => resolve('web-tree-sitter/web-tree-sitter.wasm') })
    return module
  })
  const bytesFor = async (language: string): Promise<Uint8Array | undefined> => {
    const own = OWN_GRAMMARS[language]
    if (own !== undefined) return await promisify(gunzip)(await readFile(own))
    const name = GRAMMARS[language]
    if (name === undefined) return undefined
    return await readFile(resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`))
  }
  return async (language) => {
    if (typeof WebAssembly === 'undefined') return undefined
    const bytes = await bytesFor(language)
    if (bytes === undefined) return undefined
    const module = await treeSitter()
    return syntaxParserOn(module, await module.Language.load(bytes))
  }
}
