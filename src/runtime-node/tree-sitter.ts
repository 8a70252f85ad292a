import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
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

/** Opens parsers from the installed grammars; the parser's own module is loaded with the first of them. */
export function parserOpener(): (language: string) => Promise<SyntaxParser | undefined> {
  const { resolve } = createRequire(import.meta.url)
  const treeSitter = once(async () => {
    const module = await import('web-tree-sitter')
    await module.Parser.init({ locateFile: () => resolve('web-tree-sitter/web-tree-sitter.wasm') })
    return module
  })
  return async (language) => {
    const name = GRAMMARS[language]
    if (name === undefined || typeof WebAssembly === 'undefined') return undefined
    const module = await treeSitter()
    const path = resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`)
    return syntaxParserOn(module, await module.Language.load(await readFile(path)))
  }
}
