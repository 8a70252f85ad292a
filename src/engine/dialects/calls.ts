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

/** The calls made so far; where an id or a name comes again, the nearest one before counts. */
export class Calls {
  private readonly byId = new Map<string, Call>()
  private readonly byName = new Map<string, Call>()
  private unanswered: readonly Call[] = []

  /** The calls of the last turn that have no answer yet. */
  get waiting(): readonly Call[] {
    return this.unanswered
  }

  find({ id, name }: CallKey): Call | undefined {
    if (id !== undefined) return this.byId.get(id)
    return name === undefined ? undefined : this.byName.get(name)
  }

  /**
   * The call that a result of Gemini's answers: by id where both have one, else the first of that name
   * in the last turn that has no answer yet, for calls made at once are answered in their order.
   */
  answeredBy({ id, name }: CallKey): Call | undefined {
    const byId = id === undefined ? undefined : this.byId.get(id)
    const call = byId ?? this.unanswered.find(({ origin }) => origin.tool === name)
    this.unanswered = this.unanswered.filter((other) => other !== call)
    return call ?? this.find({ id: undefined, name })
  }

  /** Adds the calls of messages that were read before, the last of which left these without an answer. */
  recall(messages: readonly (readonly Call[])[], waiting: readonly Call[]): void {
    for (const made of messages) this.add(made)
    this.unanswered = waiting
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
