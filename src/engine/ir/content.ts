/** What a text is, as far as compressing it goes. */
export type ContentKind =
  | 'json'
  | 'table'
  | 'log'
  | 'search'
  | 'diff'
  | 'code'
  | 'markup'
  | 'listing'
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
