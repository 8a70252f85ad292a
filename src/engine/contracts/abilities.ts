import type { Span } from '../ir/content.ts'

/** A stretch of source that a query named, e.g. `body`; offsets are UTF-16 units. */
export interface Capture extends Span {
  readonly name: string
  /** The parser had to guess inside it; nothing may be cut along it. */
  readonly broken: boolean
}

/** Asks for captures, never for a tree: one crossing into the parser, nothing to free. */
export interface SyntaxParser {
  /**
   * Every stretch of `source` that the pattern, in the parser's own query language, names, in source
   * order. `undefined` for a source that is not worth the parsing.
   */
  captures(source: string, query: string): readonly Capture[] | undefined
}
