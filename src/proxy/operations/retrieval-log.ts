import type { Slice } from '../../engine/index.ts'

/** One look at an original; never what was asked for in words. */
export interface Retrieval {
  readonly hash: string
  readonly project: string
  /** What part was asked for: `full`, `lines`, `rows`, `keys`, `search`, `characters`. */
  readonly type: string
  /** Who asked: the model, within an answer, or a caller of the route. */
  readonly by: 'model' | 'route'
  /** Absent where the original was not there. */
  readonly slice: Pick<Slice, 'unit' | 'position' | 'total'> | undefined
}

/** The same with the text itself, which is not kept. */
interface Looked extends Omit<Retrieval, 'slice'> {
  readonly slice: Slice | undefined
}

/** Looks that are kept. */
const MOST = 1000

/** The looks at originals since the start. */
export class RetrievalLog {
  #latest: readonly Retrieval[] = []
  #found = 0
  #missed = 0
  #tell: (project: string, text: string) => void = () => undefined

  add({ slice, ...asked }: Looked): void {
    const retrieval = { ...asked, slice: slice === undefined ? undefined : placeOf(slice) }
    if (slice === undefined) this.#missed++
    else {
      this.#found++
      this.#tell(asked.project, slice.content)
    }
    this.#latest = [retrieval, ...this.#latest].slice(0, MOST)
  }

  /** `tell` is given every text that is found from now on. */
  listen(tell: (project: string, text: string) => void): void {
    this.#tell = tell
  }

  get found(): number {
    return this.#found
  }

  get missed(): number {
    return this.#missed
  }

  /** Newest first. */
  latest(project: string, limit: number): readonly Retrieval[] {
    return this.#latest.filter((one) => one.project === project).slice(0, limit)
  }
}

/** Which part a request for one asks for; its first word says so. */
export function partOf(part: object | undefined): string {
  return Object.keys(part ?? {})[0] ?? 'full'
}

/** Without the text. */
function placeOf({ unit, position, total }: NonNullable<Retrieval['slice']>): Retrieval['slice'] {
  return { unit, position, total }
}
