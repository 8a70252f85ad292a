import { numberAt, parsed, textAt, valueAt } from '../../answers/json-values.ts'
import { withValue } from '../../json/json-edit.ts'
import { rawAt, rawItemsAt } from '../../json/json-spans.ts'
import type { Passing, Splicer } from '../recall-format.ts'
import { goesOn, type Turn } from '../turn.ts'
import { isOurCall, turnOfItems } from './items.ts'
import {
  type Earlier,
  joinedResponse,
  outputOf,
  shownItems,
  withoutOurTool,
  withResponse,
} from './response-object.ts'

/** Events that open a response; later answers open none. */
const OPENINGS: readonly string[] = ['response.created', 'response.queued', 'response.in_progress']
const ENDINGS: readonly string[] = [
  'response.completed',
  'response.incomplete',
  'response.failed',
  'response.cancelled',
]

/** Joins streams of Responses: one opening, items and events numbered on, one end that holds all items. */
export class ResponsesSplicer implements Splicer {
  #isFirst = true
  #earlier: Earlier = { items: [], id: undefined, output: 0 }
  /** The next event's number, once the first has said where numbers begin. */
  #sequence: number | undefined
  #shown = 0
  /** How the client knows the items of this answer; `undefined` for ours. */
  #places = new Map<number, number | undefined>()
  #items = new Map<number, string>()
  #isWaiting = false
  #end = ''

  take(data: string): Passing {
    const event = parsed(data)
    const type = textAt(event, 'type') ?? ''
    if (OPENINGS.includes(type)) return this.#takeOpening(data, event)
    if (ENDINGS.includes(type)) return this.#takeEnd(data, event)
    const index = numberAt(event, 'output_index')
    if (index !== undefined) return this.#takeInItem(data, event, index)
    if (data.trim() === '[DONE]') return goesOn(this.turn) ? 'nothing' : 'as-it-came'
    return this.#passing(event, data, data)
  }

  get isOver(): boolean {
    return this.#end !== ''
  }

  get turn(): Turn {
    const raws = [...this.#items].sort(([one], [other]) => one - other).map(([, raw]) => raw)
    return { ...turnOfItems(raws), isWaiting: this.#isWaiting }
  }

  nextAnswer(): void {
    const { items, id, output } = this.#earlier
    this.#isFirst = false
    this.#earlier = {
      items: [...items, ...shownItems(this.#end)],
      id: id ?? rawAt(this.#end, ['id']),
      output: output + outputOf(this.#end),
    }
    this.#places = new Map()
    this.#items = new Map()
    this.#isWaiting = false
    this.#end = ''
  }

  #takeOpening(data: string, event: unknown): Passing {
    if (!this.#isFirst) return 'nothing'
    const response = rawAt(data, ['response'])
    const shown = response === undefined ? undefined : withoutOurTool(response)
    return this.#passing(event, data, shown === response ? data : withResponse(data, shown))
  }

  #takeInItem(data: string, event: unknown, index: number): Passing {
    if (!this.#places.has(index)) {
      const isOurs = isOurCall(valueAt(event, 'item'))
      this.#places.set(index, isOurs ? undefined : this.#shown++)
    }
    if (textAt(event, 'type') === 'response.output_item.done') {
      this.#items.set(index, rawAt(data, ['item']) ?? '{}')
    }
    const place = this.#places.get(index)
    if (place === undefined) return 'nothing'
    const text = place === index ? data : withValue(data, ['output_index'], String(place))
    return this.#passing(event, data, text)
  }

  #takeEnd(data: string, event: unknown): Passing {
    this.#end = rawAt(data, ['response']) ?? ''
    this.#isWaiting = textAt(event, 'type') === 'response.completed'
    // Some servers name their items at the end alone.
    if (this.#items.size === 0) this.#items = new Map(rawItemsAt(this.#end, ['output']).entries())
    if (goesOn(this.turn)) return 'nothing'
    const shown = joinedResponse(this.#end, this.#earlier)
    return this.#passing(event, data, shown === this.#end ? data : withResponse(data, shown))
  }

  /** Numbers an event that the client sees. */
  #passing(event: unknown, before: string, text: string): Passing {
    const number = numberAt(event, 'sequence_number')
    if (number === undefined) return text === before ? 'as-it-came' : { data: text }
    const next = this.#sequence ?? number
    this.#sequence = next + 1
    const numbered = next === number ? text : withValue(text, ['sequence_number'], String(next))
    return numbered === before ? 'as-it-came' : { data: numbered }
  }
}
