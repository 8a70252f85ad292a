import type { UpstreamAnswer } from '../host.ts'
import { childrenAt, spanAt } from '../json/json-spans.ts'
import type { Gone } from '../stop.ts'
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

/** Says that what was sent is wrong, and will be next time. */
const REFUSED = 400

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
  async askOn(turn: Turn, signal: Gone): Promise<UpstreamAnswer> {
    if (this.#asked > this.#rounds) throw new Error('the model does not stop to look up originals')
    const mayLookUp = this.#asked < this.#rounds
    this.#asked++
    const body = this.#body ?? this.#options.body
    const refusals = this.#lookups.refuse(turn.calls)
    const results = mayLookUp ? await this.#lookups.answer(turn.calls) : refusals
    const answer = await this.#ask(this.format.askOn(body, turn, results), signal)
    if (answer.status !== REFUSED) return answer
    // A client that asks again would come here again: mostly what was looked up is too long to go with the rest.
    await letGo(answer)
    const shorter = await this.#ask(this.format.askOn(body, turn, refusals), signal)
    if (shorter.status !== REFUSED) return shorter
    await letGo(shorter)
    this.#asked = Infinity
    return await unlessGone(this.#options.askAsItCame(signal), signal)
  }

  async #ask(body: string, signal: Gone): Promise<UpstreamAnswer> {
    this.#body = body
    return await unlessGone(this.#options.ask(body, signal), signal)
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

/** An answer that comes when nobody waits for it any more is let go. */
async function unlessGone(asked: Promise<UpstreamAnswer>, signal: Gone): Promise<UpstreamAnswer> {
  const answer = await asked
  if (!signal.aborted) return answer
  await letGo(answer)
  throw signal.reason
}

async function letGo({ body }: UpstreamAnswer): Promise<void> {
  await body?.cancel().catch(() => undefined)
}
