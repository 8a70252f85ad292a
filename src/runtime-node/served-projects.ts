import { createHash, randomBytes } from 'node:crypto'
import { stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ignoreMissing, makePrivateFolder, namesIn } from './files.ts'

/** Milliseconds between two signs of life, and after which a server that gave none has ended. */
const BETWEEN_SIGNS = 20_000
const LONGEST_SILENCE = 60_000

/**
 * Says which projects' originals an `mcp serve` of this machine gives back right now. What an agent's settings say of
 * its server does not tell the folder that it is started in; the running server does.
 */
export class ServedProjects {
  readonly #folder: string

  constructor(directory: string) {
    this.#folder = join(directory, 'serving')
  }

  /** From now on, until what is given is called. Where nothing can be written, nobody is told. */
  async announce(project: string): Promise<() => Promise<void>> {
    const file = join(this.#folder, `${nameOf(project)}-${randomBytes(6).toString('hex')}`)
    try {
      await makePrivateFolder(this.#folder, this.#folder)
      await this.#clear()
      await writeFile(file, `${process.pid}\n`, { mode: 0o600 })
    } catch {
      return async () => undefined
    }
    const signs = setInterval(() => void sign(file), BETWEEN_SIGNS).unref()
    return async () => {
      clearInterval(signs)
      await unlink(file).catch(() => undefined)
    }
  }

  /** True where a server of the project runs. */
  async has(project: string): Promise<boolean> {
    const begin = `${nameOf(project)}-`
    const names = await namesIn(this.#folder)
    for (const name of names) if (name.startsWith(begin) && (await this.#isLive(name))) return true
    return false
  }

  /** Removes what servers left behind that were killed. */
  async #clear(): Promise<void> {
    for (const name of await namesIn(this.#folder))
      if (!(await this.#isLive(name))) await unlink(join(this.#folder, name)).catch(ignoreMissing)
  }

  async #isLive(name: string): Promise<boolean> {
    const found = await stat(join(this.#folder, name)).catch(ignoreMissing)
    return found !== undefined && Math.abs(Date.now() - found.mtimeMs) < LONGEST_SILENCE
  }
}

async function sign(file: string): Promise<void> {
  const now = new Date()
  await utimes(file, now, now).catch(() => undefined)
}

/** Any text can be a project's name, and none leads elsewhere. */
function nameOf(project: string): string {
  return createHash('sha256').update(project).digest('hex').slice(0, 40)
}
