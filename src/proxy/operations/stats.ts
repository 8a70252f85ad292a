import { CacheWatch } from '../cache/cache-watch.ts'
import { CostGroup } from './groups.ts'
import { Histogram } from './histogram.ts'
import type { ExchangeRecord } from './record.ts'
import { RetrievalLog } from './retrieval-log.ts'
import { STEPS, type StepName } from './steps.ts'
import { Throughput } from './throughput.ts'

/** Records kept for `/audit`. */
const MOST_RECORDS = 1000

/** What one compressor has done. */
interface CompressorFigures {
  readonly blocks: number
  readonly tokensSaved: number
}

/** What a listener of events is told. */
export type Listener = (record: ExchangeRecord) => void

/** Everything that is counted since the start. One ledger: all routes are views of it. */
export class Stats {
  readonly startedAt: number
  readonly requests: Map<string, number> = new Map()
  readonly statuses: Map<number, number> = new Map()
  readonly modes: Map<string, number> = new Map()
  readonly failures: Map<string, number> = new Map()
  readonly compressors: Map<string, CompressorFigures> = new Map()
  readonly added: Histogram = new Histogram()
  readonly upstream: Histogram = new Histogram()
  readonly steps: ReadonlyMap<StepName, Histogram> = new Map(
    STEPS.map((step) => [step, new Histogram()]),
  )
  readonly inputRate: Throughput = new Throughput()
  readonly outputRate: Throughput = new Throughput()
  readonly compressed: CostGroup = new CostGroup()
  readonly control: CostGroup = new CostGroup()
  readonly totals: Totals = new Totals()
  /** Conversations under way that got settings other than they began with: those were not known any more. */
  changedUnderWay = 0
  readonly retrievals: RetrievalLog = new RetrievalLog()
  readonly cache: CacheWatch
  /** The oldest first. */
  readonly #records: ExchangeRecord[] = []
  #isEnded = false
  readonly #listeners = new Map<Listener, () => void>()

  /** `room`: characters of conversations for which the host has room; bodies are kept in half as many bytes. */
  constructor(startedAt: number, room?: number) {
    this.startedAt = startedAt
    this.cache = new CacheWatch(room === undefined ? undefined : room / 2)
  }

  /**
   * Takes a finished request into account, and tells everyone who listens. `ended`: milliseconds since
   * 1970.
   */
  add(record: ExchangeRecord, ended: number = record.time): void {
    count(this.requests, record.format ?? record.provider)
    count(this.statuses, record.status)
    count(this.modes, record.mode)
    if (record.failure !== undefined) count(this.failures, record.failure)
    this.added.add(record.addedMilliseconds)
    this.upstream.add(record.upstreamMilliseconds)
    for (const step of STEPS) this.#addStep(step, record.steps[step])
    this.#addRates(record, ended)
    this.totals.add(record)
    this.#countDecisions(record)
    this.#compare(record)
    this.#records.push(record)
    if (this.#records.length > MOST_RECORDS) this.#records.shift()
    for (const listener of this.#listeners.keys()) listener(record)
  }

  /** The latest records, newest first. */
  latest(limit: number): readonly ExchangeRecord[] {
    return this.#records.toReversed().slice(0, limit)
  }

  /** Tells a listener of every request from now on, until the function it gives is called, or all is ended. */
  listen(listener: Listener, onEnd: () => void = () => undefined): () => void {
    if (this.#isEnded) onEnd()
    else this.#listeners.set(listener, onEnd)
    return () => this.#listeners.delete(listener)
  }

  /** Lets every listener know that nothing more is told to who waits for more. */
  end(): void {
    this.#isEnded = true
    for (const onEnd of this.#listeners.values()) onEnd()
  }

  #addStep(step: StepName, milliseconds: number | undefined): void {
    if (milliseconds !== undefined) this.steps.get(step)?.add(milliseconds)
  }

  #addRates({ usage }: ExchangeRecord, ended: number): void {
    const { input = 0, cacheRead = 0, cacheWrite = 0, output = 0 } = usage ?? {}
    this.inputRate.add(input + cacheRead + cacheWrite, ended)
    this.outputRate.add(output, ended)
  }

  #countDecisions({ decisions, mode }: ExchangeRecord): void {
    if (mode !== 'on') return
    for (const { by, tokensBefore, tokensAfter } of decisions) {
      if (by === undefined) continue
      const { blocks, tokensSaved } = this.compressors.get(by) ?? { blocks: 0, tokensSaved: 0 }
      const saved = tokensSaved + tokensBefore - tokensAfter
      this.compressors.set(by, { blocks: blocks + 1, tokensSaved: saved })
    }
  }

  #compare({ mode, conversation, usage }: ExchangeRecord): void {
    if (conversation === undefined || usage === undefined) return
    if (mode === 'on') this.compressed.add(conversation, usage)
    if (mode === 'holdout') this.control.add(conversation, usage)
  }
}

/** Sums over all requests. */
class Totals {
  bytesIn = 0
  bytesOut = 0
  /** Tokens of what was compressed, before and after, each time it was sent. */
  tokensBefore = 0
  tokensAfter = 0
  /** Tokens of our tool in all requests that carried it. */
  tokensOfTool = 0
  /** Tokens taken out of blocks when they came first: each is saved again with every later turn. */
  tokensSavedNew = 0
  /** What observing would have saved. */
  tokensObserved = 0
  input = 0
  output = 0
  cacheRead = 0
  cacheWrite = 0
  refused = 0
  recalls = 0
  cut = 0

  /** Tokens that were not sent, less those of our tool. */
  get tokensSaved(): number {
    return this.tokensBefore - this.tokensAfter - this.tokensOfTool
  }

  add(record: ExchangeRecord): void {
    this.bytesIn += record.bytesIn
    this.bytesOut += record.bytesOut
    this.#addTokens(record)
    this.#addUsage(record)
    this.refused += record.wasRefused ? 1 : 0
    this.recalls += record.recalls
    this.cut += record.ending === 'cut' ? 1 : 0
  }

  #addTokens({ mode, tokensBefore, tokensAfter, ...more }: ExchangeRecord): void {
    if (mode === 'observe') this.tokensObserved += tokensBefore - tokensAfter
    if (mode !== 'on') return
    this.tokensBefore += tokensBefore
    this.tokensAfter += tokensAfter
    this.tokensOfTool += more.toolTokens
    this.tokensSavedNew += more.tokensSavedNew
  }

  #addUsage({ usage }: ExchangeRecord): void {
    this.input += usage?.input ?? 0
    this.output += usage?.output ?? 0
    this.cacheRead += usage?.cacheRead ?? 0
    this.cacheWrite += usage?.cacheWrite ?? 0
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
