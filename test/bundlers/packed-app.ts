import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** A folder in which the package, as npm packs it, is installed. */
export interface PackedApp {
  readonly folder: string
  at(path: string): string
  write(files: Readonly<Record<string, string>>): Promise<void>
  remove(): Promise<void>
}

/** What the package needs beside itself; linked, as a package manager might. */
const DEPENDENCIES = ['web-tree-sitter', '@vscode/tree-sitter-wasm', 'idb-keyval', 'zod', 'ai']

/** The package's own folder is what `npm pack` puts in, so that a file it leaves out is missed here. */
export async function packedApp(): Promise<PackedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-bundlers-'))
  const flags = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]
  const { stdout } = await run('npm', flags, { cwd: root })
  const home = join(folder, 'node_modules/headroom-edge')
  await mkdir(home, { recursive: true })
  await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', home, '--strip-components=1'])
  for (const name of DEPENDENCIES) {
    const link = join(folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(root, 'node_modules', name), link)
  }
  const at = (path: string): string => join(folder, path)
  return {
    folder,
    at,
    write: async (files) => {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(at(path)), { recursive: true })
        await writeFile(at(path), text)
      }
    },
    remove: async () => await rm(folder, { recursive: true, force: true }),
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}

/** Of every answer, so that it binds workers too: no inline script, no `blob:`, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'"

/** Serves a folder on the loopback device under the strict policy. */
export async function serveStrictly(
  folder: string,
): Promise<{ readonly base: string; stop(): void }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
    const file = path === '/' ? '/index.html' : path
    try {
      const bytes = await readFile(join(folder, file))
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
      response.setHeader('content-security-policy', POLICY)
      response.end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { base: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

/** Copies a part of the installed package to where a page can ask for it. */
export async function copyFromPackage(app: PackedApp, part: string, to: string): Promise<void> {
  await cp(app.at(`node_modules/headroom-edge/${part}`), app.at(to), { recursive: true })
}
