import { parsed, textAt } from '../../answers/json-values.ts'
import { withValue } from '../../json/json-edit.ts'
import { rawAt, rawItemsAt } from '../../json/json-spans.ts'

/**
 * A content block as its deltas make it. Deltas of kinds not known here work as the known ones do: the
 * texts they hold go on the texts of the same name, so that a block nobody has heard of comes out whole.
 */
export class GrowingBlock {
  /** The block as its start event holds it. */
  readonly #raw: string
  readonly #texts = new Map<string, string>()
  readonly #citations: string[] = []
  #input = ''

  constructor(raw: string) {
    this.#raw = raw
  }

  /** Takes the data of a delta event, and what it says. */
  add(data: string, delta: unknown): void {
    if (typeof delta !== 'object' || delta === null) return
    const type = textAt(delta, 'type')
    if (type === 'input_json_delta') {
      this.#input += textAt(delta, 'partial_json') ?? ''
      return
    }
    if (type === 'citations_delta') {
      const citation = rawAt(data, ['delta', 'citation'])
      if (citation !== undefined) this.#citations.push(citation)
      return
    }
    for (const [key, value] of Object.entries(delta)) {
      if (key === 'type' || typeof value !== 'string') continue
      this.#texts.set(key, (this.#texts.get(key) ?? '') + value)
    }
  }

  /** The arguments of a call as they were written. */
  get input(): string {
    return this.#input === '' ? (rawAt(this.#raw, ['input']) ?? '') : this.#input
  }

  /** The block as a request says it; `undefined` for an empty text, which requests may not hold. */
  get text(): string | undefined {
    const start = parsed(this.#raw)
    let text = this.#raw
    for (const [key, more] of this.#texts) {
      text = withValue(text, [key], JSON.stringify((textAt(start, key) ?? '') + more))
    }
    if (this.#citations.length > 0) {
      const all = [...rawItemsAt(this.#raw, ['citations']), ...this.#citations]
      text = withValue(text, ['citations'], `[${all.join(',')}]`)
    }
    if (this.#input !== '') text = withValue(text, ['input'], objectOr(this.#input))
    return textAt(start, 'type') === 'text' && rawAt(text, ['text']) === '""' ? undefined : text
  }
}

/** Arguments that are no object could not be said again. */
function objectOr(json: string): string {
  const value = parsed(json)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? json : '{}'
}
