import type { UpstreamAnswer } from '../host.ts'
import { childrenAt, spanAt } from '../json/json-spans.ts'
import { Lookups } from './lookups.ts'
import type { PendingRecall } from './pending.ts'
import type { RecallFormat } from './recall-format.ts'
import { RECALL_FORMATS } from './recall-formats.ts'
import { type AnsweringRecall, limitsOf } from './recall-options.ts'
import { isShared, type PrivateResult, type Turn } from './turn.ts'

/** The member of a request body that lists what was said, in each format. */
const LISTS = {
  anthropic: 'messages',
  'openai-chat': 'messages',
  'openai-responses': 'input',
  gemini: 'contents',
} as const

/** The asking on of one exchange: which body comes next, and when it is enough. */
export class RecallErrand {
  readonly format: RecallFormat
  readonly #options: AnsweringRecall
  readonly #rounds: number
  readonly #lookups: Lookups
  #body: string | undefined
  #asked = 0

  constructor(options: AnsweringRecall) {
    const { rounds, largest } = limitsOf(options)
    this.format = RECALL_FORMATS[options.format]
    this.#options = options
    this.#rounds = rounds
    this.#lookups = new Lookups(options.recall, largest)
  }

  /**
   * Answers a turn's calls and asks on. Beyond the rounds the model is told, once, that there are no
   * more; throws where it does not listen, since a turn with calls that nobody answers can't be ended.
   */
  async askOn(turn: Turn, signal: AbortSignal): Promise<UpstreamAnswer> {
    if (this.#asked > this.#rounds) throw new Error('the model does not stop to look up originals')
    const mayLookUp = this.#asked < this.#rounds
    this.#asked++
    const results = mayLookUp
      ? await this.#lookups.answer(turn.calls)
      : this.#lookups.refuse(turn.calls)
    this.#body = this.format.askOn(this.#body ?? this.#options.body, turn, results)
    const answer = await this.#options.ask(this.#body, signal)
    if (!signal.aborted) return answer
    await answer.body?.cancel().catch(() => undefined)
    throw signal.reason
  }

  /** Answers ours among the client's calls, where there are both, and hands them over for its next request. */
  async pend(turn: Turn): Promise<void> {
    if (!isShared(turn)) return
    const results = await this.#lookups.answer(turn.calls)
    try {
      await this.#options.pend(this.#pendingOf(turn, results))
    } catch {
      // Without it the model's next turn lacks what it looked up, and it may ask again.
    }
  }

  #pendingOf(turn: Turn, results: readonly PrivateResult[]): PendingRecall {
    const { body, format } = this.#options
    const list = spanAt(body, [LISTS[format]])
    return {
      clientCalls: turn.clientCalls,
      messages: list === undefined ? 0 : childrenAt(body, list.start).length,
      pairs: results.map((result) => {
        const { id, position } = result.call
        return { id, position, ...this.format.pairOf(result) }
      }),
    }
  }
}
