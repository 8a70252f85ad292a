import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { EngineError } from '../../engine/index.ts'
import { codeOf } from '../files.ts'

/** A file that was read. */
export interface AllowedFile {
  /** Its real path: links followed. */
  readonly path: string
  readonly text: string
}

/** Bytes of the largest file that is read. */
const LARGEST = 64 << 20

/** Reads files under some folders, and none beside them. */
export class AllowedFiles {
  readonly #roots: () => Promise<readonly string[]>

  /** `roots` are asked for on every read, since a client may change its own. */
  constructor(roots: () => Promise<readonly string[]>) {
    this.#roots = roots
  }

  /**
   * The text of a file; a path that is not absolute begins at the first root. Throws
   * `EngineError('bad-options')` that names what is wrong: outside of the roots (also by `..` or a link), no
   * such file, no file, too large, no UTF-8 text.
   */
  async read(path: string): Promise<AllowedFile> {
    const roots = await this.#realRoots()
    const [first] = roots
    if (first === undefined) throw refused('no folder is allowed; start the server with --root DIR')
    const asked = isAbsolute(path) ? resolve(path) : resolve(first, path)
    const real = await realPathOf(asked, path)
    if (!roots.some((root) => isWithin(root, real))) {
      throw refused(`${path} is outside of what is allowed: ${roots.join(', ')}`)
    }
    return { path: real, text: textOf(await bytesOf(real, path), path) }
  }

  async #realRoots(): Promise<readonly string[]> {
    const roots = await this.#roots()
    const real = await Promise.allSettled(roots.map(async (root) => await realpath(root)))
    return real.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  }
}

/** True for the folder itself and what lies in it. */
function isWithin(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

async function realPathOf(asked: string, path: string): Promise<string> {
  try {
    return await realpath(asked)
  } catch (error) {
    throw refused(`${path}: ${reasonOf(error)}`)
  }
}

/** What was found to be allowed is what is opened: a link put there since is not followed. */
async function bytesOf(real: string, path: string): Promise<Uint8Array> {
  try {
    const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const about = await file.stat()
      if (!about.isFile()) throw refused(`${path} is no file`)
      if (about.size > LARGEST)
        throw refused(`${path} has ${about.size} bytes; ${LARGEST} are read at most`)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw refused(`${path}: ${reasonOf(error)}`)
  }
}

function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw refused(`${path} is no text in UTF-8`)
  }
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such file'
    case 'ENOTDIR':
      return 'a part of its path is no folder'
    case 'EISDIR':
      return 'it is a folder'
    case 'EACCES':
      return 'it may not be read'
    case 'ELOOP':
      return 'its links lead in a circle'
    default:
      return `it can't be read (${codeOf(error) ?? 'unknown reason'})`
  }
}

function refused(message: string): EngineError {
  return new EngineError('bad-options', message)
}
