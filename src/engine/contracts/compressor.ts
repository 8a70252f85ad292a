import type { Content, ContentKind, Span } from '../ir/content.ts'
import type { Origin } from '../ir/conversation.ts'
import type { Proof } from '../ir/decision.ts'
import type { SyntaxParser } from './abilities.ts'
import type { Earlier, LineRange } from './earlier.ts'
import type { StopSignal } from './stop-signal.ts'

/** A block as a compressor sees it: text and what it is, never where it is. */
export interface Passage {
  readonly text: string
  readonly content: Content
  readonly origin?: Origin
  /**
   * True when `text` is what a folder kept, with our gap lines standing where rows or lines were
   * left out. A packer then copies every gap line as it is and uses only codecs whose cells stand
   * whole (constants, defaults and row-independent codes).
   */
  readonly folded: boolean
}

export interface CompressContext {
  /** The words a fold ranks by: user text before the block and the call's arguments. May be empty. */
  readonly query: string
  /** What a folder should try to come down to. */
  readonly targetTokens: number
  /** True where the caller set the target: then all of it may be used, also for what tells little. */
  readonly isBudget?: boolean
  /** True where packing alone would do: only a fold that holds all that is asked for is worth it. */
  readonly onlyAnswer?: boolean
  /**
   * Tokens by o200k_base, whatever the model: so that the bytes a compressor writes depend on the
   * text alone, and can be printed again to recognise our own output.
   */
  countTokens(text: string): number
  readonly signal: StopSignal | undefined
  /** The tool results before this one in the same request; absent where there are none. */
  readonly earlier?: Earlier
  /** Ready for the passage's language; absent where the host has none for it. */
  readonly parser?: SyntaxParser
  /** A part of another kind, given back to the pipeline; absent where parts have become too deep. */
  readonly parts?: Parts
}

/** Treats a stretch of a passage as a passage of its own. */
export interface Parts {
  /** The stretch's kind, as far as its text proves it. */
  detect(text: string): Content
  /** The cheapest proved packing of the stretch, header included; `undefined` where none is worth it. */
  pack(text: string): string | undefined
  /** What the folders of the stretch's kind would leave out, in its own offsets and units. */
  fold(text: string, targetTokens: number): Fold | undefined
}

/** What a decoder may know beside the packed text: all of it stands in the same messages. */
export interface UnpackContext {
  /** The tool results before this one, as far as the model sees them; absent where there are none. */
  readonly earlier?: Earlier
  /** Undoes a packed stretch; `undefined` for what is not ours, or too deep. */
  unpack(packed: string, context?: UnpackContext): string | undefined
}

interface CompressorBase {
  /** `content/verb`, e.g. `"log/fold-lines"`. */
  readonly name: string
  /** Kinds it works on; `unknown` means it needs no kind. */
  readonly accepts: readonly ContentKind[]
}

/** May rewrite, if it can prove that nothing was lost. The proof is run on every result. */
export interface Packer extends CompressorBase {
  readonly mode: 'pack'
  /** First word of its header, `[packed form#check …]`; names the decoder. One packer a form. */
  readonly form: string
  /**
   * True where every line of the text that the packed text shows stands there byte for byte, so that
   * an edit's search text taken from it is found in the file. Only such packers work on file reads,
   * beside those of records.
   */
  readonly keepsLines?: boolean
  /**
   * True where it takes records and data alone, and tells them from source and prose itself: nobody
   * takes an edit's search text from those, so that it may work on any file read.
   */
  readonly recordsOnly?: boolean
  /**
   * The whole packed text, header included; `undefined` when there is nothing to do.
   * Deterministic in `passage.text`, `passage.folded` and `context.earlier` alone.
   */
  pack(passage: Passage, context: CompressContext): string | undefined
  /**
   * The reference decoder, independent of `pack`: the text it stands for, or `undefined` for
   * anything that is not this form. Never throws on hostile input.
   */
  unpack(packed: string, context?: UnpackContext): string | undefined
  /**
   * Only of packers whose `unpack` may give another layout than the original's: the packed text such
   * an original gets, told from what `unpack` gives (the passage) and the packed text. It serves to
   * recognise our own output; elsewhere `pack` does.
   */
  repack?(passage: Passage, packed: string, context: CompressContext): string | undefined
  /** Compares the original with what `unpack` gives. Shares no code with `pack`. */
  preserves(original: string, packed: string, context?: UnpackContext): Proof | undefined
  /**
   * The lines of what `unpack` gives that stand in `packed` as they are, but for a line number, in
   * order: later results may refer to them. Of a form without it only the whole can be referred to.
   */
  standing?(packed: string, context?: UnpackContext): readonly LineRange[]
  /**
   * True where it tells each line of the text by itself and in the text's order, though not as it is:
   * later results may name a stretch of lines by where it begins and ends.
   */
  readonly keepsOrder?: boolean
  /** True where what it writes is read together with `context.earlier`. */
  readonly refers?: boolean
}

/** A stretch to leave out, and what to say in its place. */
export interface Omission extends Span {
  /** Unit and place in the source's own terms, e.g. `{ unit: 'rows', from: 4, to: 40 }`, from 1, inclusive. */
  readonly unit: 'lines' | 'rows'
  readonly from: number
  readonly to: number
  /** Exact facts about what is hidden, e.g. `level ERROR 12 of 51`; empty says nothing. */
  readonly summary: string
}

/** What a folder proposes. */
export interface Fold {
  /** In order, not touching. Spans are whole lines, or whole rows from row start to row start. */
  readonly omissions: readonly Omission[]
  /** How many units the whole text has. */
  readonly total: number
  readonly unit: 'lines' | 'rows'
}

/**
 * May leave out, but not write: what it does not omit is shown exactly as it was.
 * Used only where the model can recall the original.
 */
export interface Folder extends CompressorBase {
  readonly mode: 'fold'
  /** True of folders that can tell what is asked for, and heed `onlyAnswer`. */
  readonly knowsAnswer?: boolean
  /** `undefined` when there is nothing to leave out. */
  fold(passage: Passage, context: CompressContext): Fold | undefined
}

/**
 * Renders one format as another (a terminal's last screen, say). Labelled in its first line by the
 * pipeline; every word it shows stands in the source in the same order.
 */
export interface View extends CompressorBase {
  readonly mode: 'view'
  /** What the label says it is, e.g. `"terminal screen"`. */
  readonly label: string
  /** `undefined` when the source would look the same. */
  view(passage: Passage, context: CompressContext): string | undefined
}
