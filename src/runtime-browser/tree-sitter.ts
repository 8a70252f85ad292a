import { once, type SyntaxParser, syntaxParserOn } from '../engine/index.ts'

/** Opens parsers from grammars beside the page's own assets; the parser's module comes with the first. */
export function parserOpener(): (language: string) => Promise<SyntaxParser | undefined> {
  const treeSitter = once(async () => {
    const module = await import('web-tree-sitter')
    const core = new URL('web-tree-sitter/web-tree-sitter.wasm', import.meta.url)
    await module.Parser.init({ locateFile: () => core.href })
    return module
  })
  return async (language) => {
    const url = grammarUrl(language)
    if (url === undefined || typeof WebAssembly === 'undefined') return undefined
    const module = await treeSitter()
    return syntaxParserOn(module, await module.Language.load(await bytesOf(url)))
  }
}

async function bytesOf(url: URL): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`)
  return await inflated(new Uint8Array(await response.arrayBuffer()))
}

/** First byte of what gzip wrote. */
const GZIP = 0x1f

/** Some servers name the compression of a `.gz`, and `fetch` has undone it by then. */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (bytes[0] !== GZIP) return bytes
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Uint8Array(await new Response(plain).arrayBuffer())
}

/** Spelled out one by one, because bundlers find and copy only files named by a literal. */
function grammarUrl(language: string): URL | undefined {
  switch (language) {
    case 'python':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm', import.meta.url)
    case 'javascript':
    case 'jsx':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm', import.meta.url)
    case 'typescript':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm', import.meta.url)
    case 'tsx':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm', import.meta.url)
    case 'go':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm', import.meta.url)
    case 'rust':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm', import.meta.url)
    case 'java':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm', import.meta.url)
    case 'c':
    case 'cpp':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-cpp.wasm', import.meta.url)
    default:
      return furtherGrammarUrl(language)
  }
}

function furtherGrammarUrl(language: string): URL | undefined {
  switch (language) {
    case 'csharp':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm', import.meta.url)
    case 'ruby':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm', import.meta.url)
    case 'php':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm', import.meta.url)
    case 'bash':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm', import.meta.url)
    case 'css':
      return new URL('@vscode/tree-sitter-wasm/wasm/tree-sitter-css.wasm', import.meta.url)
    case 'kotlin':
      return new URL('../../dist/wasm/tree-sitter-kotlin.wasm.gz', import.meta.url)
    case 'swift':
      return new URL('../../dist/wasm/tree-sitter-swift.wasm.gz', import.meta.url)
    default:
      return undefined
  }
}
