/** Tokens as the provider counted them; absent where it did not say. */
export interface AnswerUsage {
  /**
   * As the provider means it: Anthropic leaves out what came from its cache or went into it, the
   * others count it in.
   */
  readonly input?: number
  /** With what was thought; Gemini, which names that apart, has it added. */
  readonly output?: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
  /** Of the cache writes, those that live five minutes, and those that live an hour. */
  readonly cacheWrite5m?: number
  readonly cacheWrite1h?: number
}

/** What one event, or a whole JSON answer, tells; only what is there. */
export interface Telling {
  readonly usage?: AnswerUsage
  readonly model?: string
  /** In the provider's own words: `tool_use`, `length`, `STOP`. */
  readonly stopReason?: string
  /** True where the format's own end was reached. */
  readonly isTerminated?: boolean
  /** The provider's name for an error within the answer; never its message. */
  readonly error?: string
}

/** All that is known of an answer that has gone by. Holds no content. */
export interface AnswerFacts {
  readonly usage: AnswerUsage
  readonly model: string | undefined
  readonly stopReason: string | undefined
  /**
   * True where the answer ended as its format says: `message_stop`, `[DONE]`, `response.completed` (or
   * `.incomplete`, `.failed`, `.cancelled`), a finish reason of Gemini's, or JSON that is whole.
   */
  readonly isTerminated: boolean
  readonly error: string | undefined
  /** The source's end, its breaking off, or its reader's going away. */
  readonly ending: 'complete' | 'cut' | 'cancelled'
  readonly bytes: number
  /** Milliseconds from the start to the first and to the last byte; absent where none came. */
  readonly firstByte: number | undefined
  readonly lastByte: number | undefined
  /** True where the answer could be read to its end: neither too large nor in another format. */
  readonly wasRead: boolean
}

/** Reads what a provider's answers tell, one event or one whole JSON text at a time. */
export interface AnswerReader {
  /**
   * False for events that tell nothing, or no more than the stream's first did; spares most of a stream
   * the parsing.
   */
  matters(name: string, data: string): boolean
  /**
   * Where the data of an event that matters shows it, in a text of many events; global. Absent where the names of
   * events tell.
   */
  readonly signs?: RegExp
  /** Of an event's data. Never throws: what is not understood tells nothing. */
  read(data: string): Telling
  /** Of a whole answer that is JSON. Never throws. */
  readWhole(answer: unknown): Telling
}

/** Both together; where both tell, the later. */
export function joinedTelling(earlier: Telling, later: Telling): Telling {
  if (later.usage === undefined) return { ...earlier, ...later }
  return { ...earlier, ...later, usage: { ...earlier.usage, ...later.usage } }
}

/** Only those members that are there. */
export function defined<Values extends Readonly<Record<string, unknown>>>(
  values: Values,
): { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  const there: { [Name in keyof Values]?: Exclude<Values[Name], undefined> } = {}
  for (const name in values) {
    const value = values[name]
    if (value !== undefined) there[name] = value as Exclude<Values[typeof name], undefined>
  }
  return there
}
