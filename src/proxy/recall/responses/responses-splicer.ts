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
  /** The last event's number for the client. */
  #sequence = -1
  /** What events' own numbers change by; not known before an answer's first event is shown. */
  #shift: number | undefined = 0
  /** The place that follows those the client has seen, and what the places of this answer begin with. */
  #next = 0
  #base = 0
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
    this.#base = this.#next
    this.#shift = undefined
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
      const place = isOurs ? undefined : this.#placeFor(index)
      this.#places.set(index, place)
      this.#next = Math.max(this.#next, (place ?? -1) + 1)
    }
    if (textAt(event, 'type') === 'response.output_item.done') {
      this.#items.set(index, rawAt(data, ['item']) ?? '{}')
    }
    const place = this.#places.get(index)
    if (place === undefined) return this.#hiding(event)
    const text = place === index ? data : withValue(data, ['output_index'], String(place))
    return this.#passing(event, data, text)
  }

  /** The item's own place, less one for each of ours before it. */
  #placeFor(index: number): number {
    const ours = [...this.#places].filter(([at, place]) => at < index && place === undefined)
    return this.#base + index - ours.length
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

  /** Events that follow one the client does not see are numbered without it. */
  #hiding(event: unknown): Passing {
    const isNumbered = numberAt(event, 'sequence_number') !== undefined
    if (isNumbered && this.#shift !== undefined) this.#shift--
    return 'nothing'
  }

  /** Numbers an event that the client sees. */
  #passing(event: unknown, before: string, text: string): Passing {
    const number = numberAt(event, 'sequence_number')
    if (number === undefined) return text === before ? 'as-it-came' : { data: text }
    this.#shift ??= this.#sequence + 1 - number
    this.#sequence = number + this.#shift
    const numbered =
      this.#shift === 0 ? text : withValue(text, ['sequence_number'], String(this.#sequence))
    return numbered === before ? 'as-it-came' : { data: numbered }
  }
}
