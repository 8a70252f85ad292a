import type { SyntaxParser } from '../contracts/abilities.ts'
import type { Folder, Packer, Passage, View } from '../contracts/compressor.ts'
import type { Earlier } from '../contracts/earlier.ts'
import type { StopSignal } from '../contracts/stop-signal.ts'
import type { Content, ContentKind } from '../ir/content.ts'
import type { Ref } from '../ir/decision.ts'

/** The compressors of one engine, by what they may do; order is preference among equals. */
export interface Workshop {
  readonly packers: readonly Packer[]
  /** Asked for when the first block is to be folded. */
  shorteners(): Promise<Shorteners>
}

/** The compressors that leave something out. */
export interface Shorteners {
  readonly folders: readonly Folder[]
  readonly views: readonly View[]
}

/** How hard blocks are pressed; see `options.ts` for the presets. */
export interface FoldPolicy {
  /** Folding is considered for blocks that packing leaves above this many tokens. */
  readonly foldAbove: number
  /** … and above this share of the block's own tokens, in per mille: what packs well stays whole. */
  readonly foldAbovePerMille: number
  /** What folding aims at, as a share of the block's own tokens, in per mille. */
  readonly foldToPerMille: number
  /** … but never below this many tokens. */
  readonly foldFloor: number
  /**
   * Above this many tokens, folding is considered where the folder knows what is asked for and keeps
   * all of it; never, where absent.
   */
  readonly answerAbove?: number
  /**
   * What a fold must save beside packing, as a share of the block's own tokens, in per mille: should
   * something hidden be needed, the whole block is fetched. Nothing, where absent.
   */
  readonly leastSavedPerMille?: number
}

/** One policy for most kinds, and others for those whose folds keep more, or less, of what is needed. */
export interface FoldPolicies extends FoldPolicy {
  readonly byKind?: Readonly<Partial<Record<ContentKind, FoldPolicy>>>
}

/** Where originals go. Absent when the caller has no store. */
export interface OriginalsDesk {
  /** Stores, reads back and verifies; only then is there a ref. */
  keep(original: string): Promise<Ref>
  /** A marker that is still in sight keeps its original alive. */
  touch(ref: Ref): Promise<void>
  /** The refs out of which this very text was handed out; empty when it never was. */
  handedOutFrom(text: string): Promise<readonly Ref[]>
}

/** All that deciding one block needs. */
export interface Desk {
  readonly workshop: Workshop
  /** `undefined`: packers only. */
  readonly foldPolicy: FoldPolicies | undefined
  /** True when the model can call the recall tool, or the caller says so. */
  readonly canRecall: boolean
  /** Absent without a store; then nothing is folded. */
  readonly originals: OriginalsDesk | undefined
  readonly smallestBlock: number
  /** True for tools whose results the caller wants left alone. */
  isExcluded(tool: string): boolean
  readonly signal: StopSignal | undefined
  /** The only clock, for reports. */
  now(): number
  detect(text: string): Content
  /** Loaded on first use; `undefined` where the host has no grammar, or loading it failed. */
  parserFor(language: string): Promise<SyntaxParser | undefined>
  holdsSecret(text: string): boolean
  /** Tokens as the model counts them; what is paid. */
  countTokens(text: string): number
  /** Tokens by o200k_base; what compressors choose by. */
  countReference(text: string): number
}

/** A block on the desk. */
export interface Work {
  readonly passage: Passage
  readonly tokens: number
  /** The words a fold ranks by. */
  readonly query: string
  readonly packOnly: boolean
  /** Refs whose markers stand before the block; what was handed out of them is not shortened again. */
  readonly refsInSight: ReadonlySet<Ref>
  /** Overrides the preset's aim, where the caller gave a budget. */
  readonly targetTokens?: number
  /** The tool results before the block, where it is one itself: it may hold references already. */
  readonly above?: Earlier | undefined
  /** The same, where new references to them may be made. */
  readonly earlier?: Earlier | undefined
}
