/** What of a request decides who may come and where it goes, before its body is looked at. */
export interface RequestHead {
  readonly method: string
  /** The whole address. */
  readonly url: string
  readonly headers: HeadHeaders
}

/** Headers, as far as they are asked for by name. */
export interface HeadHeaders {
  get(name: string): string | null
  has(name: string): boolean
}
