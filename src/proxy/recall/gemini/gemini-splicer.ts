import { parsed, textAt } from '../../answers/json-values.ts'
import { rawAt, rawItemsAt } from '../../json/json-spans.ts'
import type { Passing, Splicer } from '../recall-format.ts'
import { goesOn, type Turn } from '../turn.ts'
import {
  asFirst,
  type Earlier,
  NO_OUTPUT,
  type Output,
  outputOf,
  sumOf,
  withoutEnd,
  withoutOurs,
  withSomePart,
} from './answer-object.ts'
import { PARTS, turnOfParts, WAITING_REASON } from './parts.ts'

/** Joins streams of Gemini's answers: each event is a part of the one answer, the last one says its end. */
export class GeminiSplicer implements Splicer {
  #isFirst = true
  #earlier: Earlier = { output: NO_OUTPUT, id: undefined }
  #id: string | undefined
  #output: Output = NO_OUTPUT
  #parts: string[] = []
  #finish: string | undefined

  take(data: string): Passing {
    const answer = parsed(data)
    this.#id ??= rawAt(data, ['responseId'])
    this.#output = outputOf(answer) ?? this.#output
    // What follows an end that the client does not see is not for it, either.
    if (this.isOver && goesOn(this.turn)) return 'nothing'
    this.#parts.push(...rawItemsAt(data, PARTS))
    const finish = textAt(answer, 'candidates', 0, 'finishReason')
    this.#finish = finish ?? this.#finish
    const text = this.#shown(data, finish !== undefined)
    if (text === undefined) return 'nothing'
    const named = this.#isFirst ? text : asFirst(text, this.#earlier)
    return named === data ? 'as-it-came' : { data: named }
  }

  get isOver(): boolean {
    return this.#finish !== undefined
  }

  get turn(): Turn {
    return { ...turnOfParts(this.#parts), isWaiting: this.#finish === WAITING_REASON }
  }

  nextAnswer(): void {
    this.#isFirst = false
    this.#earlier = { output: sumOf(this.#earlier.output, this.#output), id: this.#id }
    this.#output = NO_OUTPUT
    this.#parts = []
    this.#finish = undefined
  }

  /** What the client sees of an event; `undefined` where our calls were all of it. */
  #shown(data: string, isEnd: boolean): string | undefined {
    const text = withoutOurs(data)
    const isPrivate = text !== data
    const isLeft = rawItemsAt(text, PARTS).length > 0
    if (isEnd && goesOn(this.turn)) return isLeft ? withoutEnd(text) : undefined
    if (!isPrivate || isLeft) return text
    return isEnd ? withSomePart(text) : undefined
  }
}
