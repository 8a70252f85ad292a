import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder } from '../files.ts'
import { isRecord } from '../install/json-text.ts'

/** What was last seen of an agent's replaced outputs. */
export type Sighting = 'working' | 'inert'

/** A replaced output, and where the agent writes down what its model read. */
export interface Replaced {
  readonly agent: string
  readonly file: string
  /** The call's id. */
  readonly id: string
  /** What the model should have read. */
  readonly text: string
}

/** Calls that are waited for; an agent need not have written the latest down yet. */
const MOST_WAITED = 20

/** Milliseconds. */
const UNTIL_WRITTEN = 2000

/** Bytes of a record's end that are looked at. */
const LONGEST_LOOK = 4 << 20

/** Characters by which a text is recognised; an agent may trim its ends. */
const ENOUGH = 60

/**
 * Reads in agents' own records whether models were shown what took the place of an output: a surface that was there
 * when it was tried may be gone with the agent's next version.
 */
export class HookWatch {
  readonly #folder: string
  readonly #waited: Replaced[] = []
  readonly #seen = new Map<string, Sighting>()

  constructor(directory: string) {
    this.#folder = join(directory, 'hooks')
  }

  /** What was seen last in this process. */
  seen(agent: string): Sighting | undefined {
    return this.#seen.get(agent)
  }

  /** Remembers a replaced output, and looks for it once the agent has had time to write it down. */
  note(replaced: Replaced): void {
    this.#waited.push(replaced)
    this.#waited.splice(0, this.#waited.length - MOST_WAITED)
    setTimeout(() => void this.look(), UNTIL_WRITTEN).unref()
  }

  /** Looks for all that is waited for. Never rejects. */
  async look(): Promise<void> {
    const waited = this.#waited.splice(0)
    const left = await Promise.all(
      waited.map(async (one) => ((await this.#isFound(one)) ? [] : [one])),
    )
    this.#waited.unshift(...left.flat())
  }

  /** True once the record tells of the call. */
  async #isFound({ agent, file, id, text }: Replaced): Promise<boolean> {
    try {
      const line = (await endOf(file)).find((one) => one.includes(id) && one.includes(RESULT))
      if (line === undefined) return false
      const words = JSON.stringify(text.trim().slice(0, ENOUGH)).slice(1, -1)
      await this.#tell(agent, line.includes(words) ? 'working' : 'inert')
    } catch {
      // A record that can't be read tells nothing.
    }
    return true
  }

  async #tell(agent: string, sighting: Sighting): Promise<void> {
    if (this.#seen.get(agent) === sighting) return
    this.#seen.set(agent, sighting)
    await makePrivateFolder(this.#folder, this.#folder)
    const text = JSON.stringify({ sighting, at: new Date().toISOString() })
    await writeFile(join(this.#folder, `${agent}.json`), text, { mode: 0o600 })
  }
}

const RESULT = '"tool_result"'

/** The lines at a file's end. */
async function endOf(file: string): Promise<readonly string[]> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.min(size, LONGEST_LOOK))
    await handle.read(bytes, 0, bytes.length, size - bytes.length)
    return bytes.toString('utf8').split('\n')
  } finally {
    await handle.close()
  }
}

/** What helpers have seen of an agent's replaced outputs, and since when. */
export async function sightingOf(
  directory: string,
  agent: string,
): Promise<{ readonly sighting: string; readonly at: string } | undefined> {
  try {
    const told: unknown = JSON.parse(
      await readFile(join(directory, 'hooks', `${agent}.json`), 'utf8'),
    )
    if (!isRecord(told)) return undefined
    return { sighting: String(told['sighting']), at: String(told['at']) }
  } catch {
    return undefined
  }
}
