import { itemsAt, numberAt, textAt } from '../../answers/json-values.ts'
import { withoutValue, withValue } from '../../json/json-edit.ts'
import { type Path, rawItemsAt } from '../../json/json-spans.ts'
import type { PrivateCall } from '../turn.ts'
import { isOurCall } from './calls.ts'
import { GrowingCall } from './growing-message.ts'

interface Slot {
  readonly call: GrowingCall
  readonly isOurs: boolean
}

/** Where a chunk holds parts of tool calls. */
const ENTRIES: Path = ['choices', 0, 'delta', 'tool_calls']

/** The tool calls of one answer: which are ours, and how the client's are numbered without them. */
export class CallSlots {
  /** The call that has each number now; servers that number every call 0 begin anew. */
  readonly #open = new Map<number, Slot>()
  readonly #all: Slot[] = []
  readonly #ourNumbers = new Set<number>()

  /** Takes the parts of calls in a chunk, and gives the chunk as the client sees it. */
  take(data: string, chunk: unknown): string {
    const entries = itemsAt(chunk, ...ENTRIES)
    if (entries.length === 0) return data
    const raws = rawItemsAt(data, ENTRIES)
    const shown = entries.flatMap((entry, at) => this.#takeEntry(entry, raws[at] ?? '{}') ?? [])
    if (shown.length === 0) return withoutValue(data, ENTRIES)
    const isSame = shown.length === raws.length && shown.every((raw, at) => raw === raws[at])
    return isSame ? data : withValue(data, ENTRIES, `[${shown.join(',')}]`)
  }

  get ours(): readonly PrivateCall[] {
    return this.#all.flatMap(({ call, isOurs }, at) => {
      if (!isOurs) return []
      const position = this.#all.slice(0, at).filter((slot) => !slot.isOurs).length
      return [{ id: call.id, input: call.input, raw: call.text, position }]
    })
  }

  get clientCalls(): readonly string[] {
    return this.#all.filter(({ isOurs }) => !isOurs).map(({ call }) => call.id)
  }

  /** Every call as a request says it. */
  get texts(): readonly string[] {
    return this.#all.map(({ call }) => call.text)
  }

  /** The entry as the client sees it; `undefined` for ours. */
  #takeEntry(entry: unknown, raw: string): string | undefined {
    const index = numberAt(entry, 'index') ?? -1
    const slot = this.#slotFor(entry, raw, index)
    if (slot === undefined) return raw
    if (slot.isOurs) return undefined
    const before = [...this.#ourNumbers].filter((number) => number < index).length
    return before === 0 ? raw : withValue(raw, ['index'], String(index - before))
  }

  /** A name begins a call, unless the call of that number has the very same id. */
  #slotFor(entry: unknown, raw: string, index: number): Slot | undefined {
    const known = this.#open.get(index)
    const name = textAt(entry, 'function', 'name') ?? ''
    const id = textAt(entry, 'id')
    if (name === '' || (known !== undefined && known.call.id === id)) {
      known?.call.add(entry)
      return known
    }
    const slot = { call: new GrowingCall(raw, entry), isOurs: isOurCall(entry) }
    if (slot.isOurs) this.#ourNumbers.add(index)
    this.#open.set(index, slot)
    this.#all.push(slot)
    return slot
  }
}
