import { randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, makePrivateFolder } from '../files.ts'

/** Bytes of chance in a token: as many as nobody guesses. */
const TOKEN_BYTES = 24

/** This installation's token: made when first needed, and kept in a file of its owner's alone. */
export async function installationToken(directory: string): Promise<string> {
  const path = join(directory, 'token')
  const known = await read(path)
  if (known !== undefined) return known
  await makePrivateFolder(directory, directory)
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(`${token}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    return token
  } catch (error) {
    // Another process was faster.
    const theirs = codeOf(error) === 'EEXIST' ? await read(path) : undefined
    if (theirs === undefined) throw error
    return theirs
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    return text === '' ? undefined : text
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
