import type { Origin } from '../ir/conversation.ts'

/** One tool result before the present one, as the model reads it now, or what the model itself said in a call. */
export interface EarlierBlock {
  /** 1 for the first tool result of the request; of an argument, 1 for the first call. */
  readonly number: number
  /** Which argument of a call it is, by its path; absent for tool results. */
  readonly argument?: string
  /** Its call, cut short, on one line: `read_file {"path":"a.ts"}`; empty where the request does not tell. */
  readonly call: string
  /** What `expand` makes of it from the messages alone: the original, or kept lines with their gap lines. */
  readonly text: string
  /** True where lines are left out of `text`. */
  readonly folded: boolean
  /** True where its lines stand in another form, in their order: who refers to them says where they begin and end. */
  readonly isRecoded?: boolean
}

/** Lines of a text, counted from 1 as the original counts them, both ends included. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/** A line that the model sees as it is, linked with its neighbours and with lines like it. */
export interface StandingLine {
  readonly block: EarlierBlock
  /** Counted from 1, as the original counts. */
  readonly number: number
  /** Without its break; offsets into the block's text. */
  readonly start: number
  readonly end: number
  /** The line below it, where that is the next of the original and stands, too. */
  readonly next: StandingLine | undefined
  readonly previous: StandingLine | undefined
  /** The next older line of the same key. */
  readonly older: StandingLine | undefined
}

/** The lines of a text, found and told apart. */
export interface LineTable {
  /** The last break ends the last line; it does not begin another. */
  readonly count: number
  readonly isTerminated: boolean
  /** Start of each line, and one past the break that would follow the last. */
  readonly starts: Int32Array
  /** Equal for equal lines, also under other line numbers; 0 for lines too short to tell anything. */
  readonly keys: Int32Array
}

/** The tool results before the present one. */
export interface Earlier {
  /** How many there are. */
  readonly count: number
  /** How many calls stand above. */
  readonly calls: number
  /** True where no text stands above: neither a result nor one within a call. */
  readonly isEmpty: boolean
  /** `undefined` for a number that is not there, and for a view, which stands for no text. */
  block(number: number): EarlierBlock | undefined
  /** What the model said in a call, 1 for the first; `undefined` for arguments that are not there, or short. */
  argument(call: number, path: string): EarlierBlock | undefined
  /** A block's lines by their number in the original, as far as they are in sight; found once. */
  linesOf(block: EarlierBlock): ReadonlyMap<number, string>
  /**
   * True where the same call was answered before, and the answer is folded or viewed now. A call
   * without arguments may ask for anything.
   */
  wasShortened(call: Origin): boolean
  /** The lines of a text; those of the last one asked for are kept. */
  tableOf(text: string): LineTable
  /** The newest line in sight with that key, as tables have them. */
  lineLike(key: number): StandingLine | undefined
  /** The first block that stands for exactly that text, folded or not, in whatever form. */
  equalTo(passage: { readonly text: string; readonly folded: boolean }): EarlierBlock | undefined
  /** Blocks that are not folded, newest first and few, whose first line has that key, in whatever form. */
  beginningLike(key: number): readonly EarlierBlock[]
  /** Blocks of JSON that is not folded, newest first and few, that begin with the same keys. */
  shapedLike(text: string): readonly EarlierBlock[]
}
