import type {
  CompressReport,
  Preset,
  Progress,
  Slice,
  SliceRequest,
} from '../../src/runtime-browser/index.ts'

/** What someone put in: one text, or several files that make a conversation. */
export interface Source {
  readonly name: string
  readonly parts: readonly { readonly name: string; readonly blob: Blob }[]
}

/** What was found in a source when it was read. */
export interface Loaded {
  readonly name: string
  readonly characters: number
  readonly files: number
  /** The request format, where the source is a request body or a transcript. */
  readonly dialect: string | undefined
  /** The model that the body names. */
  readonly model: string | undefined
}

/** What the controls say. */
export interface Settings {
  readonly model: string
  readonly preset: Preset
  readonly recall: boolean
  readonly query: string
  readonly budget: number | undefined
}

/** A block of the conversation, without its texts: they stay in the worker. */
export interface BlockFacts {
  readonly id: string
  readonly role: string
  readonly title: string
  readonly charactersBefore: number
  readonly charactersAfter: number
}

export interface Outcome {
  readonly blocks: readonly BlockFacts[]
  readonly report: CompressReport
}

export type Side = 'before' | 'after'

/** One text as the page shows it: cut into rows of so many columns. */
export interface View {
  readonly block: string
  readonly side: Side
  readonly columns: number
}

export interface Row {
  /** Counted from 1; of a recalled line, its number in the original. */
  readonly line: number
  readonly text: string
  /** False for what goes on from the row above. */
  readonly isStart: boolean
  /** As Arabic and Hebrew do; the same for all rows of a line. */
  readonly isRightToLeft: boolean
  readonly kind: 'text' | 'header' | 'marker' | 'gap' | 'recalled'
  readonly gap?: GapFacts
}

/** A place where lines or rows were left out. */
export interface GapFacts {
  readonly unit: 'lines' | 'rows'
  readonly from: number
  readonly to: number
}

/** A row of the result; of a wrapped line it has but a part. */
export interface RowPlace {
  readonly block: string
  readonly line: number
  readonly text: string
}

/** Where a row of the result stood in the original; rows of a wrapped line share it. */
export interface OriginFacts {
  readonly from: number
  readonly to: number
  /** False where the place was found by the row's words, not told by the engine. */
  readonly isExact: boolean
}

/** What is to be put below a gap. */
export interface Opening {
  readonly block: string
  /** Line of the result on which the gap stands. */
  readonly line: number
  readonly ref: string
  /** Nothing asks for the whole original. */
  readonly request: SliceRequest | undefined
}

/** One check of `prove`. */
export interface ProofLine {
  readonly block: string
  readonly what: string
  readonly holds: boolean
  readonly detail: string
}

/** What another way of making the text smaller gives. */
export interface Rival {
  readonly name: string
  readonly how: string
  readonly tokens: number | undefined
  readonly note: string
  /** Facts that can still be read; where the sample has probes. */
  readonly survived?: readonly boolean[]
  readonly isOurs: boolean
}

/** A fact that someone may need, and the strings that carry it. */
export interface Probe {
  readonly asks: string
  readonly strings: readonly string[]
}

/** How far the worker has come. */
export type Step =
  | { readonly step: 'reading'; readonly done: number; readonly of: number }
  | { readonly step: 'compressing'; readonly progress: Progress | undefined }

/** What was fetched for the engine, and how large it was. */
export interface Download {
  readonly name: string
  readonly bytes: number
  /** Undefined where the server does not say. */
  readonly of: number | undefined
}

/** What the worker does for the page. */
export interface EngineCalls {
  readonly load: (source: Source) => Promise<Loaded>
  readonly run: (settings: Settings) => Promise<Outcome>
  readonly layout: (view: View) => Promise<number>
  readonly rows: (view: View, from: number, to: number) => Promise<readonly Row[]>
  readonly rowOf: (view: View, line: number) => Promise<number>
  readonly segments: (texts: readonly string[]) => Promise<readonly (readonly string[])[]>
  readonly origin: (row: RowPlace) => Promise<OriginFacts | undefined>
  readonly open: (opening: Opening) => Promise<Slice | undefined>
  readonly closeGap: (block: string, line: number) => Promise<void>
  /** Lines of the result on which gaps stand. */
  readonly gaps: (block: string) => Promise<readonly number[]>
  readonly prove: () => Promise<readonly ProofLine[]>
  readonly compare: (probes: readonly Probe[]) => Promise<readonly Rival[]>
  readonly result: () => Promise<Blob>
  readonly purge: () => Promise<void>
}

export interface CallMessage {
  readonly id: number
  readonly method: keyof EngineCalls
  readonly given: readonly unknown[]
}

export type AnswerMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly step: Step }
  | { readonly download: Download }
  | { readonly store: 'indexeddb' | 'memory'; readonly why: string }
