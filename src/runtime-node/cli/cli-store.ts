import { defaultDirectory, type Store, type UnreadableReason } from '../index.ts'
import { openOriginals } from '../open-originals.ts'
import type { KeySource } from '../originals-key.ts'

/** Where the key of originals is named, for commands and the proxy alike. */
const KEY_VARIABLES = [
  'HEADROOM_ENCRYPTION_KEY_FILE',
  'HEADROOM_ENCRYPTION_PASSPHRASE',
  'HEADROOM_ENCRYPTION_KEY',
]

/**
 * The store that the proxy keeps originals in, encrypted as the environment says. Throws
 * `EngineError('bad-options')` for a key that is none.
 */
export async function openCliStore(
  onUnreadable: (reason: UnreadableReason) => void = () => undefined,
): Promise<Store> {
  const directory = defaultDirectory()
  const environment = Object.fromEntries(KEY_VARIABLES.map((name) => [name, process.env[name]]))
  return await openOriginals({ directory, key: await keyIn(environment), onUnreadable })
}

type Environment = Readonly<Record<string, string | undefined>>

/** The proxy's table reads them, which is loaded only for who has set one. */
async function keyIn(environment: Environment): Promise<KeySource> {
  if (Object.values(environment).every((value) => value === undefined || value === '')) {
    return NO_KEY
  }
  const { LiveSettings } = await import('../../proxy/index.ts')
  return new LiveSettings({ environment }).values
}

const NO_KEY: KeySource = {
  encryptKeyFile: undefined,
  encryptPassphrase: undefined,
  encryptKey: undefined,
}
