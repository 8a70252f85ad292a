import { open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, flushFolder, makePrivateFolder } from './files.ts'

/** Milliseconds that another process is given to fill the file it has just made, and how often it is asked. */
const PATIENCE = 1000
const STEP = 20

/**
 * The bytes of a file that is made once, when first needed, and then stays: its owner's alone, and the
 * same for all processes, whichever was first.
 */
export async function keptFile(path: string, make: () => Uint8Array): Promise<Uint8Array> {
  const known = await read(path)
  if (known !== undefined) return known
  await makePrivateFolder(dirname(path), dirname(path))
  const bytes = make()
  try {
    await writeNewFile(path, bytes)
    return bytes
  } catch (error) {
    const theirs = codeOf(error) === 'EEXIST' ? await readSoon(path) : undefined
    if (theirs === undefined) throw error
    return theirs
  }
}

/** Writes a file of its owner's alone, to last. Rejects with `EEXIST` where there is one. */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await flushFolder(dirname(path))
}

/** An empty file is one that another process is about to fill. */
async function readSoon(path: string): Promise<Uint8Array | undefined> {
  for (let waited = 0; waited <= PATIENCE; waited += STEP) {
    const bytes = await read(path)
    if (bytes !== undefined) return bytes
    await new Promise((resolve) => setTimeout(resolve, STEP))
  }
  return undefined
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path)
    return bytes.byteLength === 0 ? undefined : bytes
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
