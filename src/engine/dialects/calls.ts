import type { Origin } from '../ir/conversation.ts'
import type { JsonObject } from './json-source.ts'

/** A tool call, as far as what comes back for it is concerned. */
export interface Call {
  readonly origin: Origin
  /** Further ids that its result may name. */
  readonly aliases?: readonly string[]
  /** Of a call that runs several commands: each of them, to tell their outputs apart. */
  readonly commands?: readonly string[]
  /** True where the result is not ours to change: a program reads it, or the provider made it. */
  readonly isSealed: boolean
}

export interface CallKey {
  readonly id: string | undefined
  readonly name?: string | undefined
}

/** Layers that are looked through one after the other before they are put into one. */
const MOST_LAYERS = 8

/** The calls made so far; where an id or a name comes again, the nearest one before counts. */
export class Calls {
  private readonly earlier: Calls | undefined
  private readonly depth: number
  private readonly byId: Map<string, Call>
  private readonly byName: Map<string, Call>
  private unanswered: readonly Call[]

  /** Goes on from calls that were read before, which stay as they are; these of them have no answer yet. */
  constructor(earlier?: Calls, unanswered: readonly Call[] = []) {
    const isDeep = earlier !== undefined && earlier.depth >= MOST_LAYERS
    this.earlier = isDeep ? undefined : earlier
    this.depth = isDeep ? 0 : (earlier?.depth ?? -1) + 1
    this.byId = new Map(isDeep ? earlier.all(({ byId }) => byId) : [])
    this.byName = new Map(isDeep ? earlier.all(({ byName }) => byName) : [])
    this.unanswered = unanswered
  }

  /** The calls of the last turn that have no answer yet. */
  get waiting(): readonly Call[] {
    return this.unanswered
  }

  find({ id, name }: CallKey): Call | undefined {
    if (id !== undefined) return this.byId.get(id) ?? this.earlier?.find({ id })
    return name === undefined
      ? undefined
      : (this.byName.get(name) ?? this.earlier?.find({ id, name }))
  }

  /**
   * The call that a result of Gemini's answers: by id where both have one, else the first of that name
   * in the last turn that has no answer yet, for calls made at once are answered in their order.
   */
  answeredBy({ id, name }: CallKey): Call | undefined {
    const byId = id === undefined ? undefined : this.find({ id })
    const call = byId ?? this.unanswered.find(({ origin }) => origin.tool === name)
    this.unanswered = this.unanswered.filter((other) => other !== call)
    return call ?? this.find({ id: undefined, name })
  }

  /** What one of the maps holds in all layers, the earliest first. */
  private all(mapOf: (calls: Calls) => ReadonlyMap<string, Call>): readonly [string, Call][] {
    return [...(this.earlier?.all(mapOf) ?? []), ...mapOf(this)]
  }

  /** Adds the calls of one message. */
  add(made: readonly Call[]): void {
    if (made.length === 0) return
    this.unanswered = made
    for (const call of made) {
      this.byName.set(call.origin.tool, call)
      for (const id of [call.origin.callId, ...(call.aliases ?? [])]) {
        if (id !== '') this.byId.set(id, call)
      }
    }
  }
}

/**
 * True where a call, or its result, says that a program made the call (Anthropic's and OpenAI's
 * programmatic tool calling): what comes back is then read by code, that needs every byte.
 */
export function isCalledByProgram(part: JsonObject<unknown>): boolean {
  return part.says('caller') && part.object('caller').text('type') !== 'direct'
}
