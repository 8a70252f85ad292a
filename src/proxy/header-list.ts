import type { HeadHeaders } from './request-head.ts'

/** A header: its name, in any case, and its value. */
export type Pair = readonly [name: string, value: string]

/** Headers that can be asked for by name, and gone through in their order. Every `Headers` is one. */
export interface SomeHeaders extends HeadHeaders, Iterable<Pair> {}

/** Headers as they came: in their order and case, doubled ones twice. */
export class HeaderList implements SomeHeaders {
  readonly #pairs: readonly Pair[]

  constructor(pairs: readonly Pair[]) {
    this.#pairs = pairs
  }

  /** The values of that name, as one. */
  get(name: string): string | null {
    let found: string | null = null
    for (const [written, value] of this.#pairs) {
      if (isName(written, name)) found = found === null ? value : `${found}, ${value}`
    }
    return found
  }

  has(name: string): boolean {
    return this.#pairs.some(([written]) => isName(written, name))
  }

  [Symbol.iterator](): Iterator<Pair> {
    return this.#pairs[Symbol.iterator]()
  }
}

/** `name` is asked for in lower case. */
function isName(written: string, name: string): boolean {
  return written.length === name.length && (written === name || written.toLowerCase() === name)
}
