/** What a text is, as far as compressing it goes. */
export type ContentKind =
  | 'json'
  | 'table'
  | 'log'
  /** What grep, rg and their like print. */
  | 'search'
  /** Names with facts about them: ls, find, tree, git status, ps, package lists. */
  | 'listing'
  /** Patches and history: git diff, show, log, blame. */
  | 'diff'
  /** What test runners, compilers, linters, bundlers and package managers print. */
  | 'build'
  /** Stack traces. */
  | 'trace'
  | 'code'
  | 'markup'
  | 'prose'
  | 'unknown'

/** What a detector says about a text. */
export interface Content {
  readonly kind: ContentKind
  /** For `code`, e.g. `"typescript"`. */
  readonly language?: string
  /** 0 … 100. Below the pipeline's floor a text counts as `unknown`. An integer, so that all runtimes agree. */
  readonly confidence: number
}

/** Half-open range of UTF-16 offsets into a passage's text. */
export interface Span {
  readonly start: number
  readonly end: number
}
