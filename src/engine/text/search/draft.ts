import type { LineCuts } from './line-cuts.ts'

/** What a line of search results is. */
export const ROLE = {
  other: 0,
  match: 1,
  context: 2,
  /** A path on a line of its own, above its matches. */
  path: 3,
  /** `--` between stretches that do not touch. */
  separator: 4,
  blank: 5,
  /** A gap line of ours, where a folder left lines out. */
  gap: 6,
} as const

/**
 * How lines name their file: `inline` is `path:12:text`, `unnumbered` is `path:text`, `heading` has
 * the path, if any, on a line above `12:text`.
 */
export type SearchLayout = 'inline' | 'unnumbered' | 'heading'

/** Search results in flat arrays: no object and no copy a line. */
export interface SearchLines extends LineCuts {
  readonly layout: SearchLayout
  readonly roles: Uint8Array
  readonly paths: readonly string[]
  /** Index into `paths`; -1 where a line has none. */
  readonly pathOf: Int32Array
  /** Line numbers of matches and context; 0 where there is none. */
  readonly numbers: Int32Array
  /** Where the found text begins. */
  readonly textAt: Int32Array
}

/** The arrays while they are filled. */
export interface SearchDraft extends LineCuts {
  readonly roles: Uint8Array
  readonly paths: PathIds
  readonly pathOf: Int32Array
  readonly numbers: Int32Array
  readonly textAt: Int32Array
}

/** Numbers paths in order of appearance. */
export class PathIds {
  readonly list: string[] = []
  readonly #ids = new Map<string, number>()

  idOf(path: string): number {
    const known = this.#ids.get(path)
    if (known !== undefined) return known
    this.#ids.set(path, this.list.length)
    return this.list.push(path) - 1
  }

  /** -1 for a path that was never met. */
  find(path: string): number {
    return this.#ids.get(path) ?? -1
  }
}
