import { lstatSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultDirectory } from '../directory.ts'

/** Where the resident helper of one store directory is reached. */
export interface HelperPlace {
  /** The folder its socket lies in, its owner's alone; none for a named pipe. */
  readonly folder: string | undefined
  /** A socket's path, or a named pipe. */
  readonly address: string
  /** The file that is run as the helper. */
  readonly program: string
}

const PROGRAM = fileURLToPath(new URL('./helper-main.js', import.meta.url))

/** Bytes that a socket's path may have everywhere (104 with its end on macOS, 108 on Linux). */
const LONGEST_ADDRESS = 100

type Environment = Readonly<Record<string, string | undefined>>

/** The place for a store directory; another build or environment has another helper. */
export function helperPlace(
  directory: string = defaultDirectory(),
  environment: Environment = process.env,
): HelperPlace {
  const about = [directory, PROGRAM, builtAt(), ...circumstances(environment)]
  const name = digestOf(JSON.stringify(about))
  if (process.platform === 'win32')
    return { folder: undefined, address: `\\\\.\\pipe\\headroom-${name}`, program: PROGRAM }
  const near = join(directory, 'hooks')
  const folder =
    Buffer.byteLength(join(near, name)) < LONGEST_ADDRESS
      ? near
      : join(tmpdir(), `headroom-${process.getuid?.() ?? 0}`)
  return { folder, address: join(folder, name), program: PROGRAM }
}

/** Makes the folder where it is missing. Throws where it is another's, or open to others. */
export function openPlace({ folder }: HelperPlace): void {
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!isPrivate(folder)) throw new Error(`${folder} is open to others`)
}

/** True where nobody else can have put a socket there. */
export function isSafePlace({ folder }: HelperPlace): boolean {
  return folder === undefined || isPrivate(folder)
}

function isPrivate(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (found === undefined) return false
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
}

/** What of the environment decides where originals and agents' settings are; of secrets only that they are there. */
function circumstances(env: Environment): readonly unknown[] {
  const secrets = [env['HEADROOM_ENCRYPTION_PASSPHRASE'], env['HEADROOM_ENCRYPTION_KEY']]
  return [
    env['HEADROOM_ENCRYPTION_KEY_FILE'],
    ...secrets.map((secret) => secret !== undefined),
    env['HOME'],
    env['CLAUDE_CONFIG_DIR'],
    env['XDG_CONFIG_HOME'],
  ]
}

function builtAt(): number {
  return Math.round(statSync(PROGRAM, { throwIfNoEntry: false })?.mtimeMs ?? 0)
}

/** FNV-1a of 53 bits or so, in two halves: names only have to differ, and `node:crypto` takes long to load. */
function digestOf(text: string): string {
  const half = (seed: number): number => {
    let hash = seed
    for (let at = 0; at < text.length; at++)
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
    return hash
  }
  return half(0x811c9dc5).toString(36) + half(0x2f0b4c6d).toString(36)
}
