import type { AnswerFacts } from '../answers/answer-facts.ts'
import { type Undo, undoFor } from '../answers/encoded-answer.ts'
import { type Observing, observe } from '../answers/observe.ts'
import type { UpstreamAnswer } from '../host.ts'
import { partOf } from '../operations/retrieval-log.ts'
import type { UsageFigures } from '../operations/usage.ts'
import type { ExchangeDesk } from '../proxy-desk.ts'
import { answerRecall } from '../recall/answer-recall.ts'
import { undone } from '../recall/undone.ts'
import type { Gone } from '../stop.ts'
import type { Conversing, Draft, Recalling } from './draft.ts'
import { usageIn } from './errand.ts'

/** What the answers to one request came to, by the provider's figures. */
export class Bill {
  readonly #usages: UsageFigures[] = []
  /** Answers that have gone by and are still being read. */
  #unread = 0
  #waiting: (() => void) | undefined
  /** How often the upstream was asked again. */
  recalls = 0
  /** True where the provider refused what was made of the request, so that what came was sent. */
  wasRefused: boolean

  constructor(wasRefused: boolean) {
    this.wasRefused = wasRefused
  }

  add(usage: UsageFigures | undefined): void {
    if (usage !== undefined) this.#usages.push(usage)
  }

  /** An encoded answer has gone by. */
  beginReading(): void {
    this.#unread++
  }

  endReading(): void {
    this.#unread--
    if (this.#unread === 0) this.#waiting?.()
  }

  /** Calls back when all answers that have gone by were read: mostly at once. */
  whenRead(then: () => void): void {
    if (this.#unread === 0) then()
    else this.#waiting = then
  }

  /** Of the first answer, and of the last; `undefined` where no provider said anything. */
  get ends(): { readonly first: UsageFigures; readonly last: UsageFigures } | undefined {
    const [first, last] = [this.#usages[0], this.#usages.at(-1)]
    return first === undefined || last === undefined ? undefined : { first, last }
  }

  /** `undefined` where no provider said anything. */
  get usage(): UsageFigures | undefined {
    if (this.#usages.length === 0) return undefined
    return {
      input: this.#sum('input'),
      output: this.#sum('output'),
      cacheRead: this.#sum('cacheRead'),
      cacheWrite: this.#sum('cacheWrite'),
      cacheWrite1h: this.#sum('cacheWrite1h'),
    }
  }

  #sum(figure: keyof UsageFigures): number {
    return this.#usages.reduce((sum, usage) => sum + (usage[figure] ?? 0), 0)
  }
}

/** What stands between an answer and the client. */
export interface Answering {
  readonly conversing: Conversing
  readonly draft: Draft
  readonly bill: Bill
  readonly desk: ExchangeDesk
  /** Asks the same upstream again. */
  readonly ask: (body: Uint8Array, signal: Gone) => Promise<UpstreamAnswer>
  /** Asks it with what came, since what was made of it is refused; what goes on from it stays raw. */
  readonly askAsItCame: (signal: Gone) => Promise<UpstreamAnswer>
}

/** The answer with its figures noted and, where our tool was appended, private calls answered within it. */
export async function answered(
  answer: UpstreamAnswer,
  answering: Answering,
): Promise<UpstreamAnswer> {
  const { recall } = answering.draft
  if (recall === undefined) return withNote(answer, answering)
  return await withRecall(readable(answer, answering), recall, answering)
}

/** The same to be read here, with its figures noted. */
function readable(answer: UpstreamAnswer, answering: Answering): UpstreamAnswer {
  return withNote(undone(answer, answering.desk.host), answering)
}

async function withRecall(
  answer: UpstreamAnswer,
  { headroom, body }: Recalling,
  answering: Answering,
): Promise<UpstreamAnswer> {
  const { conversing, draft, bill, desk, ask, askAsItCame } = answering
  return await answerRecall({
    answer,
    format: conversing.format,
    // Few answers hold a private call; of the others nobody needs the text.
    get body() {
      return body()
    },
    rounds: desk.settings.values.rounds,
    recall: async (ref, part, options) => {
      const slice = await headroom.retrieve(ref, part, options)
      const { project } = conversing.caller
      desk.stats.retrievals.add({ hash: ref, project, type: partOf(part), by: 'model', slice })
      return slice
    },
    ask: async (next, signal) => {
      bill.recalls++
      return await readable(await ask(new TextEncoder().encode(next), signal), answering)
    },
    askAsItCame: async (signal) => {
      bill.wasRefused = true
      return readable(await askAsItCame(signal), answering)
    },
    pend: async (pending) => {
      if (draft.conversation !== undefined)
        await desk.conversations.pend(draft.conversation, pending)
    },
  })
}

function withNote(answer: UpstreamAnswer, { conversing, bill, desk }: Answering): UpstreamAnswer {
  const undo = undoFor(answer, desk.host)
  const noteOf = (facts: AnswerFacts): void => bill.add(usageIn(facts, conversing.format))
  const body = observe(answer.body, {
    format: conversing.answers ? conversing.format : undefined,
    now: () => desk.host.now(),
    ...(undo === undefined ? { onEnd: noteOf } : readLater(undo, bill, noteOf)),
  })
  return { ...answer, body }
}

/** An encoded answer is read when it has gone by, and the bill is not settled before. */
function readLater(
  undo: Undo,
  bill: Bill,
  noteOf: Observing['onEnd'],
): Pick<Observing, 'undo' | 'onEnd'> {
  let isReading = false
  return {
    undo: async (bytes) => {
      isReading = true
      bill.beginReading()
      return await undo(bytes)
    },
    onEnd: (facts) => {
      noteOf(facts)
      if (isReading) bill.endReading()
    },
  }
}
