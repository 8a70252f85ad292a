/** What the engine knows about one programming language: data, no code. */
export interface Language {
  /** As in `Content.language`, e.g. `"python"`. */
  readonly name: string
  /** File endings without the dot, lower case. */
  readonly endings: readonly string[]
  /** The language that it adds to: only what proves that one proves this one. */
  readonly base?: string
  /** How its lines look where they look like no other language's, or like few others'. */
  readonly marks: readonly Mark[]
  /**
   * Absent where no grammar is to be had. Else in the query language of tree-sitter, for the grammar of that name. Captures: `body`, what a
   * function does, brackets included, or `block` where there are none; `name`, just before it, what the
   * function is called; `data`, a literal with its brackets or quotes; `note`, a comment or a
   * documenting string. What a predicate asks about has a name of its own.
   */
  readonly query?: string
}

/** A line, without its indentation, that speaks for a language. */
export interface Mark {
  /** First words of such lines; none means that any line may be one. */
  readonly words: readonly string[]
  readonly line: RegExp
  /** 1 … 4: in how few other languages such a line is found. */
  readonly weight: number
}

/** Spells a table of marks: first words, pattern, weight. */
export function marks(...rows: readonly (readonly [string, RegExp, number])[]): readonly Mark[] {
  return rows.map(([words, line, weight]) => ({
    words: words === '' ? [] : words.split(' '),
    line,
    weight,
  }))
}
