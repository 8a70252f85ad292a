import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { freePort } from '../runtime-node/start-script.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
}

/** A host that knows nothing of the page: a folder below a path, and no header but the type. */
export async function serveFolder(
  folder: string,
  below: string,
): Promise<{ readonly base: string; stop(): void }> {
  const server = createServer(async ({ url = '' }, response) => {
    const path = decodeURIComponent(url.split('?', 1)[0] ?? '')
    const inner = path === below ? 'index.html' : path.slice(below.length)
    try {
      if (!path.startsWith(below)) throw new Error('elsewhere')
      const bytes = await readFile(join(folder, normalize(`/${inner}`)))
      response.setHeader('content-type', TYPES[extname(inner)] ?? 'application/octet-stream')
      response.end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { base: `http://127.0.0.1:${port}${below}`, stop: () => server.close() }
}
