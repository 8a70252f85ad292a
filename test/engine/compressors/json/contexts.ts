import type { CompressContext } from '../../../../src/engine/contracts/compressor.ts'

/** Stands in for a tokenizer: near enough for choices, and quick. */
export const context: CompressContext = {
  query: '',
  targetTokens: 0,
  countTokens: (text) => Math.ceil(text.length / 4) + (text.match(/[^\w\s]+/g)?.length ?? 0),
  signal: undefined,
}

/** Counts plain JSON as endless, so that tables and names are taken wherever there are any. */
export const eager: CompressContext = {
  ...context,
  countTokens: (text) =>
    context.countTokens(text) +
    (/^\[packed [^\n]*[@&~]/.test(text) || !text.startsWith('[packed') ? 0 : 1e9),
}
