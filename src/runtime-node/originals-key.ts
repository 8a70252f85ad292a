import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError, once } from '../engine/index.ts'
import {
  type EncryptionKey,
  KEY_BYTES,
  keyFromBytes,
  keyFromPassphrase,
  SALT_BYTES,
} from '../storage/index.ts'
import { codeOf, reasonOf } from './files.ts'
import { keptFile, writeNewFile } from './kept-file.ts'

/** How the key is given: at most one of the three. */
export interface KeySource {
  readonly encryptKeyFile: string | undefined
  readonly encryptPassphrase: string | undefined
  /** 64 hexadecimal digits. */
  readonly encryptKey: string | undefined
}

/**
 * Opens the key that originals are encrypted with; `undefined` where nothing says so. The salt of a
 * passphrase lies in `directory`, beside the store. Throws `EngineError('bad-options')` for two
 * keys at once, and for a file that is no key or that others may read.
 */
export async function originalsKey(
  source: KeySource,
  directory: string,
): Promise<(() => Promise<EncryptionKey>) | undefined> {
  const { encryptKeyFile, encryptPassphrase, encryptKey } = source
  const given = [encryptKeyFile, encryptPassphrase, encryptKey].filter((one) => one !== undefined)
  if (given.length > 1) {
    throw new EngineError(
      'bad-options',
      'of HEADROOM_ENCRYPTION_KEY_FILE, HEADROOM_ENCRYPTION_PASSPHRASE and HEADROOM_ENCRYPTION_KEY only one may be set',
    )
  }
  if (encryptKeyFile !== undefined) return opened(await keyInFile(encryptKeyFile))
  if (encryptKey !== undefined) return opened(await keyFromBytes(Buffer.from(encryptKey, 'hex')))
  if (encryptPassphrase === undefined) return undefined
  // Deriving takes a while: who never needs an original does not wait for it.
  return once(async () => {
    const salt = await keptFile(join(directory, 'encryption-salt'), () => randomBytes(SALT_BYTES))
    return await keyFromPassphrase(encryptPassphrase, salt)
  })
}

/** Makes a key file; one that exists is never overwritten, since what it encrypted would be lost. */
export async function makeKeyFile(path: string): Promise<void> {
  try {
    await writeNewFile(path, randomBytes(KEY_BYTES))
  } catch (error) {
    const reason = codeOf(error) === 'EEXIST' ? 'it exists already' : reasonOf(error)
    throw new EngineError('bad-options', `can't make the key file ${path}: ${reason}`)
  }
}

function opened(key: EncryptionKey): () => Promise<EncryptionKey> {
  return async () => key
}

/** What may be read by others is no secret; the file system of Windows does not say it so. */
const OTHERS = process.platform === 'win32' ? 0 : 0o077

async function keyInFile(path: string): Promise<EncryptionKey> {
  const refuse = (reason: string): EngineError =>
    new EngineError('bad-options', `the key file ${path} can't be used: ${reason}`)
  const [bytes, about] = await Promise.all([readFile(path), stat(path)]).catch((error: unknown) => {
    const isMissing = codeOf(error) === 'ENOENT'
    throw refuse(isMissing ? `there is none; headroom new-key ${path} makes one` : reasonOf(error))
  })
  if ((about.mode & OTHERS) !== 0) throw refuse(`others may read it; chmod 600 ${path}`)
  if (bytes.byteLength === KEY_BYTES) return await keyFromBytes(bytes)
  throw refuse(`it has ${bytes.byteLength} bytes, a key has ${KEY_BYTES}`)
}
