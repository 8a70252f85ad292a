import type { Platform } from './contracts/platform.ts'
import type { Counting } from './results.ts'
import { createTokenizerLoader } from './tokens/load-tokenizer.ts'
import { applyFactor, countingFor } from './tokens/models.ts'

/** Counts as one model counts, as well as that is known. */
export interface ModelCounter {
  readonly counting: Counting
  count(text: string): number
}

/** The tokenizers of a host, ready to count without waiting. */
export interface Counters {
  /** Tokens by o200k_base, whatever the model: what compressors choose by. */
  countReference(text: string): number
  /** An empty name counts as {@link DEFAULT_MODEL}. Loads another encoding where the model needs it. */
  forModel(model: string): Promise<ModelCounter>
}

/** Whose tokens are counted when nobody said. */
const DEFAULT_MODEL = 'gpt-4o'

/** Loads o200k_base; other encodings follow when a model asks for them. */
export async function loadCounters(platform: Platform): Promise<Counters> {
  const load = createTokenizerLoader(platform)
  const reference = await load('o200k_base')
  return {
    countReference: (text) => reference.count(text),
    forModel: async (name) => {
      const model = name === '' ? DEFAULT_MODEL : name
      const counted = countingFor(model)
      const { encoding, factorPerMille, basis } = counted
      const tokenizer = encoding === 'o200k_base' ? reference : await load(encoding)
      const counting = { model, encoding, factor: factorPerMille / 1000, basis }
      if (factorPerMille === 1000) return { counting, count: (text) => tokenizer.count(text) }
      const count = (text: string): number => applyFactor(tokenizer.count(text), counted)
      return { counting, count }
    },
  }
}
