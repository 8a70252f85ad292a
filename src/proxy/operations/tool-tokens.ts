import type { ProxyHost } from '../host.ts'
import { RECALL_DEFINITIONS } from '../recall/definitions.ts'
import type { Format } from '../upstream/route-of.ts'

/** What our tool costs a request that carries it, in tokens of its model; counted once for each. */
export class ToolTokens {
  readonly #counted = new Map<string, Promise<number>>()
  readonly #host: Pick<ProxyHost, 'countTokens'>

  constructor(host: Pick<ProxyHost, 'countTokens'>) {
    this.#host = host
  }

  async of(format: Format, model: string): Promise<number> {
    const key = `${format} ${model}`
    const known = this.#counted.get(key)
    if (known !== undefined) return await known
    if (this.#counted.size >= MOST_MODELS) this.#counted.clear()
    const counted = this.#host.countTokens(RECALL_DEFINITIONS[format], model).catch(() => 0)
    this.#counted.set(key, counted)
    return await counted
  }
}

/** A request may name any model; few do. */
const MOST_MODELS = 200
