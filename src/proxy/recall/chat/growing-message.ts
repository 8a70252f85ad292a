import { textAt, valueAt } from '../../answers/json-values.ts'
import { withoutValue, withValue } from '../../json/json-edit.ts'
import { type Path, rawAt, rawItemsAt } from '../../json/json-spans.ts'

/** Members that are put together by other means. */
const APART: readonly string[] = ['role', 'tool_calls', 'function_call']

/**
 * An assistant's message as its deltas make it: texts go on, lists grow, whatever else comes replaces
 * what came before. So the thoughts of providers that want them back come out whole, too.
 */
export class GrowingMessage {
  readonly #texts = new Map<string, string>()
  readonly #lists = new Map<string, string[]>()
  readonly #others = new Map<string, string>()

  /** Takes what stands at a path of a JSON text. */
  add(delta: unknown, json: string, path: Path): void {
    if (typeof delta !== 'object' || delta === null) return
    for (const [key, value] of Object.entries(delta)) {
      if (value !== null && !APART.includes(key)) this.#addMember(value, json, [...path, key])
    }
  }

  #addMember(value: unknown, json: string, path: Path): void {
    const key = String(path.at(-1))
    if (typeof value === 'string') {
      this.#texts.set(key, (this.#texts.get(key) ?? '') + value)
    } else if (Array.isArray(value)) {
      const list = this.#lists.get(key) ?? []
      list.push(...rawItemsAt(json, path))
      this.#lists.set(key, list)
    } else {
      this.#others.set(key, rawAt(json, path) ?? 'null')
    }
  }

  /** The message as a request says it. */
  textWith(calls: readonly string[]): string {
    const content = this.#texts.get('content') ?? ''
    const others = [...this.#texts].filter(([key, text]) => key !== 'content' && text !== '')
    const members = [
      ['content', content === '' ? 'null' : JSON.stringify(content)],
      ...others.map(([key, text]) => [key, JSON.stringify(text)]),
      ...[...this.#lists]
        .filter(([, items]) => items.length > 0)
        .map(([key, items]) => [key, `[${items.join(',')}]`]),
      ...this.#others,
      ['tool_calls', `[${calls.join(',')}]`],
    ]
    const written = members.map(([key, value]) => `${JSON.stringify(key)}:${value}`)
    return `{"role":"assistant",${written.join(',')}}`
  }
}

/** A tool call as its deltas make it. */
export class GrowingCall {
  readonly #raw: string
  readonly id: string
  #input: string

  constructor(raw: string, entry: unknown) {
    this.#raw = raw
    this.id = textAt(entry, 'id') ?? ''
    this.#input = textAt(entry, 'function', 'arguments') ?? ''
  }

  /** Takes a later part of the same call. */
  add(entry: unknown): void {
    this.#input += textAt(valueAt(entry, 'function'), 'arguments') ?? ''
  }

  /** The arguments as they were written. */
  get input(): string {
    return this.#input
  }

  /** The call as a request says it. */
  get text(): string {
    const call = withoutValue(this.#raw, ['index'])
    return withValue(call, ['function', 'arguments'], JSON.stringify(this.#input))
  }
}
