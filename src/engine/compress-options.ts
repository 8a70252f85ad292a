import type { StopSignal } from './contracts/stop-signal.ts'
import { EngineError } from './errors.ts'
import type { ContentKind } from './ir/content.ts'
import { describe, type Preset, presetOf, refuseUnknownNames } from './options.ts'
import { DecisionMemory } from './pipeline/decision-memory.ts'
import type { Progress } from './pipeline/pipeline.ts'

/** What a caller may say about one run. */
export interface CompressOptions {
  /** Whose tokens to count; default: the body's `model`, else `gpt-4o`. */
  readonly model?: string
  /** The caller's word that the model can call `headroom_retrieve`; otherwise packers only. Default false. */
  readonly recall?: boolean
  /** Default `"balanced"`, or what the headroom was created with. */
  readonly preset?: Preset
  /** Words to rank by when folding. The caller owns the provider's cache then. */
  readonly query?: string
  /** Most tokens the whole conversation may have. The caller owns the provider's cache then. */
  readonly budget?: number
  /** Another name for `budget`. */
  readonly tokenBudget?: number
  /** Also packs data in user messages: fenced code and messages that are nothing but data. Default false. */
  readonly compressUser?: boolean
  /**
   * Tools whose results are left as they are, by name; `*` stands for any letters. A name is also known
   * behind the prefix that a client puts before it.
   */
  readonly excludeTools?: readonly string[]
  /** Takes every tool result for this kind instead of detecting it. */
  readonly kind?: ContentKind
  /**
   * Leaves out file reads that a later read of the same file replaces, all at once, where the model can
   * recall. The caller owns the provider's cache then. Default false.
   */
  readonly rebase?: boolean
  readonly signal?: AbortSignal
  /**
   * What was decided for this conversation before: blocks that came already are
   * not worked out again. The result is the same without it, only later. Not used with `query`,
   * `budget`, `kind` or `rebase`.
   */
  readonly memory?: DecisionMemory
  /** Told after every block. */
  readonly onProgress?: (progress: Progress) => void
}

const KNOWN: readonly (keyof CompressOptions)[] = [
  'model',
  'recall',
  'preset',
  'query',
  'budget',
  'tokenBudget',
  'compressUser',
  'excludeTools',
  'kind',
  'rebase',
  'signal',
  'memory',
  'onProgress',
]

/** A table, so that none is forgotten. */
const IS_KIND: { readonly [Kind in ContentKind]: true } = {
  json: true,
  table: true,
  log: true,
  search: true,
  listing: true,
  diff: true,
  build: true,
  trace: true,
  code: true,
  markup: true,
  prose: true,
  unknown: true,
}

const KINDS = Object.keys(IS_KIND) as readonly ContentKind[]

/** Options of a caller in the same thread: whatever tells it to stop will do. */
export interface LocalOptions extends Omit<CompressOptions, 'signal'> {
  readonly signal?: StopSignal
}

/** Options as the engine uses them: complete, checked, one name each. */
export interface CompressSettings {
  readonly model: string | undefined
  readonly recall: boolean
  readonly preset: Preset
  readonly query: string | undefined
  readonly budget: number | undefined
  readonly compressUser: boolean
  readonly excludeTools: readonly string[]
  readonly kind: ContentKind | undefined
  readonly rebase: boolean
  readonly signal: StopSignal | undefined
  readonly memory: DecisionMemory | undefined
  readonly onProgress: ((progress: Progress) => void) | undefined
}

/** Throws `EngineError('bad-options')` for a name or value that does not exist, saying what does. */
export function resolveCompressOptions(
  options: LocalOptions,
  defaults: { readonly preset: Preset; readonly compressUser: boolean },
): CompressSettings {
  refuseUnknownNames(options, KNOWN, 'compress')
  return {
    model: expectType(options.model, 'string', 'model'),
    recall: expectType(options.recall, 'boolean', 'recall') ?? false,
    preset: options.preset === undefined ? defaults.preset : presetOf(options.preset, 'compress'),
    query: expectType(options.query, 'string', 'query'),
    budget: budgetOf(options),
    compressUser:
      expectType(options.compressUser, 'boolean', 'compressUser') ?? defaults.compressUser,
    excludeTools: namesOf(options.excludeTools),
    kind: kindOf(options.kind),
    rebase: expectType(options.rebase, 'boolean', 'rebase') ?? false,
    signal: options.signal,
    memory: memoryOf(options),
    onProgress: expectType(options.onProgress, 'function', 'onProgress'),
  }
}

function expectType<Value>(value: Value, type: string, name: string): Value {
  if (value === undefined || typeof value === type) return value
  throw new EngineError(
    'bad-options',
    `compress: ${name} must be a ${type}, got ${describe(value)}`,
  )
}

/** Whoever presses harder than the conversation alone would has nothing to remember. */
function memoryOf({ memory, ...options }: LocalOptions): DecisionMemory | undefined {
  if (memory !== undefined && !(memory instanceof DecisionMemory)) {
    throw new EngineError('bad-options', 'compress: memory must be a DecisionMemory')
  }
  const { query, budget, tokenBudget, kind, rebase = false } = options
  const owns = [query, budget, tokenBudget, kind].some((option) => option !== undefined) || rebase
  return owns ? undefined : memory
}

function budgetOf({ budget, tokenBudget }: LocalOptions): number | undefined {
  const value = budget ?? tokenBudget
  if (value === undefined || (Number.isSafeInteger(value) && value > 0)) return value
  throw new EngineError(
    'bad-options',
    `compress: budget must be a whole number of tokens above 0, got ${describe(value)}`,
  )
}

function namesOf(names: unknown = []): readonly string[] {
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  throw new EngineError(
    'bad-options',
    `compress: excludeTools must be a list of tool names, got ${describe(names)}`,
  )
}

function kindOf(kind: unknown): ContentKind | undefined {
  const known = KINDS.find((name) => name === kind)
  if (kind === undefined || known !== undefined) return known
  throw new EngineError(
    'bad-options',
    `compress: kind must be one of ${KINDS.join(', ')}, got ${describe(kind)}`,
  )
}
