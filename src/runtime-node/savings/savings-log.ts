import { appendFile, readFile, rename, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ignoreMissing, makePrivateFolder } from '../files.ts'
import { tookLock } from '../folder-lock.ts'

/** Where texts are made small. */
export const DOORS = ['proxy', 'mcp serve', 'gateway', 'hooks', 'cli'] as const
type Door = (typeof DOORS)[number]

/** What one call, request or command has saved. */
export interface Saving {
  readonly door: Door
  readonly project: string
  /** Tokens that a model did not read, the first time that it would have. */
  readonly tokensSaved: number
  /** Tokens of what was looked up again. */
  readonly tokensRetrieved: number
}

/** Sums of one door for one project. */
export interface SavingsSum extends Saving {
  readonly calls: number
}

/** Milliseconds in which what is noted becomes one line. */
const MOMENT = 200

/** Bytes of single entries before they are summed; three times as many are ever kept. */
const LARGEST = 256 << 10

/**
 * What all processes have saved together, in one folder: a file that each appends a line to, the one before
 * it, and sums of all earlier ones. Lines are summed a whole file late, so that a line that another process
 * is just writing is never lost.
 */
export class SavingsLog {
  readonly #folder: string
  readonly #noted: SavingsSum[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(directory: string) {
    this.#folder = join(directory, 'savings')
  }

  /** Adds what was saved, at once. What fails is lost: figures are never in the way of the work. */
  async add(saving: Saving): Promise<void> {
    this.note(saving)
    await this.flush()
  }

  /**
   * Adds it in a moment, together with what else comes until then: eight calls of the system for each answer of
   * a server would be a large part of its time. A process that ends by itself waits for that moment.
   */
  note({ project, ...saving }: Saving): void {
    if (saving.tokensSaved === 0 && saving.tokensRetrieved === 0) return
    this.#noted.push({ ...saving, project: project.slice(0, LONGEST_NAME), calls: 1 })
    this.#timer ??= setTimeout(() => void this.flush(), MOMENT)
  }

  /** Writes down all that was noted. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const noted = summed(this.#noted.splice(0))
    if (noted.length === 0) return
    try {
      await makePrivateFolder(this.#folder, this.#folder)
      const file = this.#path('now.jsonl')
      await appendFile(file, linesOf(noted), { mode: 0o600 })
      if ((await stat(file)).size > LARGEST) await this.#roll()
    } catch {
      // A full disk, or a folder that can't be written.
    }
  }

  /** The sums by door and project, largest first. */
  async read(): Promise<readonly SavingsSum[]> {
    const files = ['sums.jsonl', 'before.jsonl', 'now.jsonl'].map((name) => this.#lines(name))
    const sums = summed((await Promise.all(files)).flat())
    return sums.toSorted((one, other) => other.tokensSaved - one.tokensSaved)
  }

  /** One process at a time; the others go on appending. */
  async #roll(): Promise<void> {
    const lock = this.#path('lock')
    if (!(await tookLock(lock))) return
    try {
      const sums = summed([
        ...(await this.#lines('sums.jsonl')),
        ...(await this.#lines('before.jsonl')),
      ])
      const draft = this.#path('sums.draft')
      await writeFile(draft, linesOf(sums.slice(0, MOST_SUMS)), { mode: 0o600 })
      await rename(draft, this.#path('sums.jsonl'))
      await rename(this.#path('now.jsonl'), this.#path('before.jsonl'))
    } finally {
      await rmdir(lock)
    }
  }

  async #lines(name: string): Promise<readonly SavingsSum[]> {
    const text = await readFile(this.#path(name), 'utf8').catch(ignoreMissing)
    return (text ?? '').split('\n').flatMap((line) => sumIn(line))
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }
}

/** Characters of a project's name; a line stays one write. */
const LONGEST_NAME = 200

/** Projects times doors that are kept apart. */
const MOST_SUMS = 2000

function linesOf(sums: readonly SavingsSum[]): string {
  return sums.map((sum) => `${JSON.stringify(sum)}\n`).join('')
}

function summed(list: readonly SavingsSum[]): readonly SavingsSum[] {
  const sums = new Map<string, SavingsSum>()
  for (const one of list) {
    const key = JSON.stringify([one.door, one.project])
    const sum = sums.get(key)
    sums.set(key, {
      door: one.door,
      project: one.project,
      calls: one.calls + (sum?.calls ?? 0),
      tokensSaved: one.tokensSaved + (sum?.tokensSaved ?? 0),
      tokensRetrieved: one.tokensRetrieved + (sum?.tokensRetrieved ?? 0),
    })
  }
  return [...sums.values()]
}

/** None for a line that a crash has cut. */
function sumIn(line: string): readonly SavingsSum[] {
  if (line === '') return []
  try {
    const { door, project, calls, tokensSaved, tokensRetrieved } = JSON.parse(line)
    const isWhole =
      DOORS.includes(door) &&
      typeof project === 'string' &&
      [calls, tokensSaved, tokensRetrieved].every(Number.isSafeInteger)
    return isWhole ? [{ door, project, calls, tokensSaved, tokensRetrieved }] : []
  } catch {
    return []
  }
}
