import type { Ref, Report } from './ir/decision.ts'
import type { BudgetResult } from './pipeline/budget.ts'
import type { Told } from './pipeline/report.ts'

/** How tokens were counted, so that no estimate passes for a count. */
export interface Counting {
  /** The model named by the caller or the body; may be empty. */
  readonly model: string
  /** The encoding that was run, e.g. `"o200k_base"`. */
  readonly encoding: string
  /** What its counts were multiplied by. */
  readonly factor: number
  /** `exact`: the model's own encoding. `estimated`: by a measured factor. `uncalibrated`: factor 1.0, unmeasured. */
  readonly basis: 'exact' | 'estimated' | 'uncalibrated'
}

/** A run's report: one decision a block, their sums, and how tokens were counted. */
export interface CompressReport extends Report {
  /** Which format the conversation was read as. */
  readonly dialect: string
  readonly counting: Counting
  /** True when folds were allowed, because the caller or the request proved that the model can recall. */
  readonly recall: boolean
  /** What folding would have saved further, in tokens, on blocks where recall was not possible. */
  readonly foldingWouldSave: number
  /** Only where the caller set a budget. */
  readonly budget?: BudgetResult
}

/** Figures that every result carries; field names as the `headroom-ai` package has them. */
export interface CompressFigures {
  readonly tokensBefore: number
  readonly tokensAfter: number
  readonly tokensSaved: number
  /** After / before; 1 for an empty conversation. */
  readonly compressionRatio: number
  /** True when at least one block became smaller. */
  readonly compressed: boolean
  /** Names of the compressors whose work is in the result, each once, in order of use. */
  readonly transformsApplied: readonly string[]
  /** Refs of originals that markers in the result point to. */
  readonly ccrHashes: readonly Ref[]
  readonly report: CompressReport
}

/** Figures of a report, and of what was used for it. */
export function figuresOf(
  report: CompressReport,
  { by, refs }: Pick<Told, 'by' | 'refs'>,
): CompressFigures {
  const { tokensBefore, tokensAfter } = report
  return {
    tokensBefore,
    tokensAfter,
    tokensSaved: tokensBefore - tokensAfter,
    compressionRatio: tokensBefore === 0 ? 1 : tokensAfter / tokensBefore,
    compressed: by.length > 0,
    transformsApplied: by,
    ccrHashes: refs,
    report,
  }
}
