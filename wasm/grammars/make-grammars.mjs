/**
 * Writes tree-sitter-*.wasm.gz: grammars that `@vscode/tree-sitter-wasm` lacks.
 *
 *     cd /tmp && npm pack @tree-sitter-grammars/tree-sitter-kotlin@1.1.0 @unit-mesh/treesitter-artifacts@1.7.7
 *     for archive in *.tgz; do mkdir ${archive%.tgz}; tar -xzf $archive -C ${archive%.tgz}; done
 *     node wasm/grammars/make-grammars.mjs /tmp
 *
 * Installed, the two packages would take 93 MB, and one of them tries to compile a module for Node; so
 * what is needed of them is checked in instead, compressed by zopfli 1.0.3 (Debian has it): a tenth less
 * than zlib's best.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const GRAMMARS = [
  {
    name: 'tree-sitter-kotlin.wasm',
    path: 'tree-sitter-grammars-tree-sitter-kotlin-1.1.0/package/tree-sitter-kotlin.wasm',
    sha256: '7009d69453bc8735e438b2818a633efb21c88f99782769abba60dffedfab73f7',
    change: (bytes) => bytes,
  },
  {
    name: 'tree-sitter-swift.wasm',
    path: 'unit-mesh-treesitter-artifacts-1.7.7/package/wasm/tree-sitter-swift.wasm',
    sha256: '42314ea8f7d6c47af026377f627a637e0baafbb2f4ded4636cb3ff2543983a11',
    change: withScannerState,
  },
]

/**
 * The scanner of tree-sitter-swift 0.4.0 asks for its state by `calloc(0, 4)`, and so begins with whatever
 * lay in memory: what is read would depend on what was read before. One byte makes that `calloc(1, 4)`.
 */
function withScannerState(bytes) {
  const call = Buffer.from([I32_CONST, 0, I32_CONST, 4, CALL])
  const at = bytes.indexOf(call)
  if (at === -1 || bytes.indexOf(call, at + 1) !== -1) throw new Error('the scanner has changed')
  const changed = Buffer.from(bytes)
  changed[at + 1] = 1
  return changed
}

const I32_CONST = 0x41
const CALL = 0x10

for (const { name, path, sha256, change } of GRAMMARS) {
  const bytes = readFileSync(resolve(process.argv[2] ?? '', path))
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (digest !== sha256) throw new Error(`${path} has the digest ${digest}`)
  const target = fileURLToPath(new URL(name, import.meta.url))
  writeFileSync(target, change(bytes))
  execFileSync('zopfli', ['--i15', target])
  rmSync(target)
}
