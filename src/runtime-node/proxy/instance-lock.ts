import { createHash, randomBytes, scryptSync } from 'node:crypto'
import { readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type LiveSettings, SETTINGS, type Setting } from '../../proxy/index.ts'
import { codeOf, ignoreMissing, makePrivateFolder, namesIn } from '../files.ts'
import { keptFile } from '../kept-file.ts'

/** What a running proxy says of itself to the next that is started. */
interface Note {
  readonly pid: number
  readonly url: string
}

/** The mark that a proxy of this configuration is running. */
export interface InstanceLock {
  /** Where one is running already: its process lives and it answers as a proxy. */
  running(): Promise<string | undefined>
  /** Says where this one runs, if that can be written; takes the place of what a killed process left. */
  take(url: string): Promise<void>
  release(): Promise<void>
}

/** Milliseconds that a proxy on this machine is given to say that it lives. */
const PATIENCE = 2000

/** One lock for each configuration, so that a second terminal finds the proxy that is there. */
export async function instanceLock(
  directory: string,
  settings: LiveSettings,
): Promise<InstanceLock> {
  const path = join(directory, `proxy-${await fingerprintOf(directory, settings)}.json`)
  return {
    running: async () => {
      const note = await read(path)
      if (note === undefined || !isAlive(note.pid)) return undefined
      return (await isProxy(note.url)) ? note.url : undefined
    },
    take: async (url) => {
      const note: Note = { pid: process.pid, url }
      await write(path, note).catch((error: unknown) => {
        // Where nothing can be written, no second start finds this one; that is all that is lost.
        if (!UNWRITABLE.includes(codeOf(error) ?? '')) throw error
      })
    },
    release: async () => {
      if ((await read(path))?.pid === process.pid) await unlink(path).catch(ignoreMissing)
    },
  }
}

/** Where proxies of any configuration run that keep their things in this folder. */
export async function runningProxies(directory: string): Promise<readonly string[]> {
  const names = (await namesIn(directory)).filter((name) => /^proxy-[0-9a-f]+\.json$/.test(name))
  const notes = await Promise.all(names.map((name) => read(join(directory, name))))
  const alive = notes.flatMap((note) => (note !== undefined && isAlive(note.pid) ? note.url : []))
  const answers = await Promise.all(alive.map(isProxy))
  return alive.filter((_, at) => answers[at])
}

/** Digits of the fingerprint: enough for the few configurations of one installation. */
const DIGITS = 16

async function fingerprintOf(directory: string, settings: LiveSettings): Promise<string> {
  const values = settings.describe().map(({ variable, value }) => [variable, value])
  const secrets = await secretsDigest(directory, settings)
  const text = JSON.stringify([values, secrets])
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS)
}

const SALT_BYTES = 16
const DIGEST_BYTES = 32

/**
 * Tells one set of secrets from another: a proxy under another passphrase is another proxy. Salted and
 * slow, since the lock's name is for others to see; empty where no secret is set.
 */
async function secretsDigest(directory: string, { values }: LiveSettings): Promise<string> {
  const names = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]
  const secrets = names
    .filter((name) => (SETTINGS[name] as Setting<unknown>).secret === true)
    .map((name) => values[name])
  if (secrets.every((secret) => secret === undefined)) return ''
  const salt = await saltIn(directory)
  return scryptSync(JSON.stringify(secrets), salt, DIGEST_BYTES).toString('hex')
}

/** Where none can be kept, no second start finds this one. */
async function saltIn(directory: string): Promise<Uint8Array> {
  const made = (): Uint8Array => randomBytes(SALT_BYTES)
  try {
    return await keptFile(join(directory, 'lock-salt'), made)
  } catch (error) {
    if (UNWRITABLE.includes(codeOf(error) ?? '')) return made()
    throw error
  }
}

/** What systems call a disk that takes nothing: read-only, another's, full. */
const UNWRITABLE: readonly string[] = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG']

async function write(path: string, note: Note): Promise<void> {
  const directory = dirname(path)
  await makePrivateFolder(directory, directory)
  const beside = `${path}.${process.pid}`
  await writeFile(beside, JSON.stringify(note), { mode: 0o600 })
  await rename(beside, path)
}

/** What can't be read says nothing. */
async function read(path: string): Promise<Note | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isNote(note) ? note : undefined
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

function isNote(value: unknown): value is Note {
  if (typeof value !== 'object' || value === null) return false
  return (
    'pid' in value &&
    typeof value.pid === 'number' &&
    'url' in value &&
    typeof value.url === 'string'
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives, and is another's.
    return codeOf(error) === 'EPERM'
  }
}

/** True for what answers as a proxy does to who has no token; the token is not shown to a stranger. */
export async function isProxy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(PATIENCE) })
    return response.status === 401 && (await response.text()).includes('x-headroom-token')
  } catch {
    return false
  }
}
