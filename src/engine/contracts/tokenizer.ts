/** Counts as a model's tokenizer counts. Lone surrogates count as U+FFFD. */
export interface Tokenizer {
  /** Name of the encoding, e.g. `"o200k_base"`. */
  readonly name: string
  count(text: string): number
}
