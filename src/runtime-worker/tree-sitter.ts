import { once, type SyntaxParser, syntaxParserOn } from '../engine/index.ts'

type WasmImport = Promise<{ readonly default: WebAssembly.Module }>

/** Grammars that travel in the worker's bundle; each is instantiated when first needed. */
const GRAMMARS: Readonly<Record<string, () => WasmImport>> = {
  python: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm'),
  javascript: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm'),
  jsx: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm'),
  typescript: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm'),
  tsx: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm'),
  go: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm'),
  rust: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm'),
  java: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm'),
  c: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-cpp.wasm'),
  cpp: () => import('@vscode/tree-sitter-wasm/wasm/tree-sitter-cpp.wasm'),
}

/** Opens parsers from linked grammars: a running worker may instantiate modules, but not compile bytes. */
export function parserOpener(): (language: string) => Promise<SyntaxParser | undefined> {
  const treeSitter = once(async () => {
    const [module, core] = await Promise.all([
      import('web-tree-sitter'),
      import('web-tree-sitter/web-tree-sitter.wasm'),
    ])
    await module.Parser.init({ instantiateWasm: instantiateFrom(core.default) })
    return module
  })
  return async (language) => {
    const grammar = GRAMMARS[language]
    if (grammar === undefined) return undefined
    const [module, linked] = [await treeSitter(), await grammar()]
    return syntaxParserOn(module, module.Language.loadSync(linked.default))
  }
}

/** What Emscripten asks a host that brings the compiled module. */
function instantiateFrom(core: WebAssembly.Module) {
  return (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): WebAssembly.Exports => {
    const instance = new WebAssembly.Instance(core, imports)
    done(instance, core)
    return instance.exports
  }
}
