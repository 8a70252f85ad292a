import { numberAt, parsed, textAt, valueAt } from '../../answers/json-values.ts'
import { withoutValue, withValue } from '../../json/json-edit.ts'
import { type Path, rawAt } from '../../json/json-spans.ts'
import type { Passing, Splicer } from '../recall-format.ts'
import { withReplaced, withSum } from '../sums.ts'
import { goesOn, type Turn } from '../turn.ts'
import { CallSlots } from './call-slots.ts'
import { isWaitingReason } from './calls.ts'
import { GrowingMessage } from './growing-message.ts'

/** Where a chunk holds what is new in it. */
const DELTA: Path = ['choices', 0, 'delta']

/** Joins streams of chat chunks: one role, one id, one finish, one `[DONE]`. */
export class ChatSplicer implements Splicer {
  #isFirst = true
  /** What the first answer's chunks say of themselves, in JSON text. */
  #id: string | undefined
  #created: string | undefined
  #outputBefore = 0
  #output = 0
  #message = new GrowingMessage()
  #slots = new CallSlots()
  #finish: string | undefined

  take(data: string): Passing {
    if (data.trim() === '[DONE]') return goesOn(this.turn) ? 'nothing' : 'as-it-came'
    const chunk = parsed(data)
    if (valueAt(chunk, 'error')) return 'as-it-came'
    this.#output = numberAt(chunk, 'usage', 'completion_tokens') ?? this.#output
    this.#id ??= rawAt(data, ['id'])
    this.#created ??= rawAt(data, ['created'])
    if (valueAt(chunk, 'choices', 0) === undefined) {
      return goesOn(this.turn) ? 'nothing' : passing(data, this.#asFirst(data))
    }
    return this.#takeChoice(data, chunk)
  }

  get isOver(): boolean {
    return this.#finish !== undefined
  }

  get turn(): Turn {
    return {
      calls: this.#slots.ours,
      clientCalls: this.#slots.clientCalls,
      parts: [this.#message.textWith(this.#slots.texts)],
      isWaiting: isWaitingReason(this.#finish),
    }
  }

  nextAnswer(): void {
    this.#isFirst = false
    this.#outputBefore += this.#output
    this.#output = 0
    this.#message = new GrowingMessage()
    this.#slots = new CallSlots()
    this.#finish = undefined
  }

  #takeChoice(data: string, chunk: unknown): Passing {
    this.#message.add(valueAt(chunk, ...DELTA), data, DELTA)
    const shown = this.#slots.take(data, chunk)
    const finish = textAt(chunk, 'choices', 0, 'finish_reason')
    this.#finish = finish ?? this.#finish
    const isPrivateEnd = finish !== undefined && goesOn(this.turn)
    const text = this.#asFirst(isPrivateEnd ? withoutEnd(shown) : shown)
    return text !== data && saysNothing(text) ? 'nothing' : passing(data, text)
  }

  /** A chunk of a later answer as one of the first. */
  #asFirst(data: string): string {
    if (this.#isFirst) return data
    const named = withReplaced(withReplaced(data, ['id'], this.#id), ['created'], this.#created)
    const roleless = withoutValue(named, ['choices', 0, 'delta', 'role'])
    const counted = withSum(roleless, ['usage', 'completion_tokens'], this.#outputBefore)
    return withSum(counted, ['usage', 'total_tokens'], this.#outputBefore)
  }
}

function passing(before: string, after: string): Passing {
  return before === after ? 'as-it-came' : { data: after }
}

/** The chunk without word of an end that the client does not see. */
function withoutEnd(data: string): string {
  const open = withValue(data, ['choices', 0, 'finish_reason'], 'null')
  return withReplaced(open, ['usage'], 'null')
}

/** True for a chunk of which nothing is left but its frame. */
function saysNothing(data: string): boolean {
  const chunk = parsed(data)
  const delta = Object.values(valueAt(chunk, 'choices', 0, 'delta') ?? {})
  const isEnd = textAt(chunk, 'choices', 0, 'finish_reason') !== undefined
  return !isEnd && !valueAt(chunk, 'usage') && delta.every(isEmpty)
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
