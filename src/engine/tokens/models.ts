import type { Encoding } from './encodings.ts'

/** How tokens of a model are counted. */
export interface ModelCounting {
  /** The encoding that is run. */
  readonly encoding: Encoding
  /** What its counts are multiplied by, in thousandths. */
  readonly factorPerMille: number
  /** `exact`: the model's own encoding. `estimated`: by a measured factor. `uncalibrated`: factor 1, unmeasured. */
  readonly basis: 'exact' | 'estimated' | 'uncalibrated'
  /** Where that is known from. */
  readonly source: string
}

/** How to count for a model, by the name its provider, a router or a cloud gives it. */
export function countingFor(model: string): ModelCounting {
  const name = bareName(model)
  return EXACT.find(isNamed(name)) ?? ESTIMATED.find(isNamed(name)) ?? UNCALIBRATED
}

/** Tokens of the model from tokens of the encoding, rounded half up; integers, so that every runtime agrees. */
export function applyFactor(tokens: number, { factorPerMille }: ModelCounting): number {
  return Math.floor((tokens * factorPerMille + 500) / 1000)
}

interface Family extends ModelCounting {
  readonly pattern: RegExp
}

function isNamed(name: string): (family: Family) => boolean {
  return ({ pattern }) => pattern.test(name)
}

/** Without routers and providers before it (`openrouter/openai/`), nor the mark of a fine-tuned model. */
function bareName(model: string): string {
  const name = model.trim().toLowerCase()
  return name.slice(name.lastIndexOf('/') + 1).replace(/^ft:/, '')
}

const TIKTOKEN = 'tiktoken 1.0.22, model_to_encoding'

/** OpenAI's. A name goes on only after a sign, so that a later `gpt-4x` is not taken for a `gpt-4`. */
const EXACT: readonly Family[] = [
  {
    pattern: /^(chatgpt-4o|gpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|gpt-oss|o1|o3|o4)(?![a-z0-9])/,
    encoding: 'o200k_base',
    factorPerMille: 1000,
    basis: 'exact',
    source: TIKTOKEN,
  },
  {
    pattern:
      /^(gpt-4|gpt-3\.5|gpt-35|text-embedding-3|text-embedding-ada-002|davinci-002|babbage-002)(?![a-z0-9.])/,
    encoding: 'cl100k_base',
    factorPerMille: 1000,
    basis: 'exact',
    source: TIKTOKEN,
  },
]

/** Measured factors: method and figures are in calibration.md. */
const ESTIMATED: readonly Family[] = [
  estimated(
    /claude/,
    1100,
    'two workloads published with counts by Claude: 1.103 and 1.106 times o200k_base',
  ),
  estimated(/gemini|gemma/, 1261, 'tokenizer of Gemma 3, over 67 conversations'),
  estimated(/llama-?v?3/, 997, 'tokenizer of Llama 3, over 67 conversations'),
  estimated(
    /mixtral|mistral-7b|mistral-large-2[34]|codestral-(2405|22b)/,
    1366,
    'SentencePiece tokenizer of Mistral, over 67 conversations',
  ),
  estimated(
    /mistral|ministral|codestral|devstral|magistral|pixtral/,
    1202,
    'Tekken tokenizer of Mistral, over 67 conversations',
  ),
  estimated(/qwen|qwq/, 1157, 'tokenizer of Qwen 3, over 67 conversations'),
  estimated(/deepseek/, 1034, 'tokenizer of DeepSeek V3, over 67 conversations'),
]

function estimated(pattern: RegExp, factorPerMille: number, source: string): Family {
  return { pattern, encoding: 'o200k_base', factorPerMille, basis: 'estimated', source }
}

const UNCALIBRATED: ModelCounting = {
  encoding: 'o200k_base',
  factorPerMille: 1000,
  basis: 'uncalibrated',
  source: 'none',
}
