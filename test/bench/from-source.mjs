// A module of the engine's inside: what ships is one file, of which only the surface can be imported.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Loads a source file, bundled with all that it imports. */
export async function fromSource(path) {
  const { outputFiles } = await build({
    entryPoints: [`${root}${path}`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
  })
  const [{ text }] = outputFiles
  return await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
}
