import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { EngineError } from '../../engine/index.ts'
import { keptFile } from '../kept-file.ts'

/** Bytes of chance in a token: as many as nobody guesses. */
const TOKEN_BYTES = 24

/** This installation's token: made when first needed, and kept in a file of its owner's alone. */
export async function installationToken(directory: string): Promise<string> {
  const made = (): Buffer => Buffer.from(`${randomBytes(TOKEN_BYTES).toString('base64url')}\n`)
  const bytes = await keptFile(join(directory, 'token'), made)
  const token = Buffer.from(bytes).toString('utf8').trim()
  if (token !== '') return token
  throw new EngineError('bad-options', `${join(directory, 'token')} is blank; remove it`)
}
