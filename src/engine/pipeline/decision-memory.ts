import type { HeldBody } from '../dialects/index.ts'
import type { Block } from '../ir/conversation.ts'
import type { Desk } from './desk.ts'
import type { Route, Station } from './route.ts'
import { Run, rebased } from './run.ts'

/** Under what a run was made; others decide anew. */
export interface RunSettings {
  /** Everything that decisions depend on, besides the conversation and whether the model can recall. */
  readonly key: string
  readonly canRecall: boolean
}

/** What is remembered of one conversation, to one request. */
export interface KeptRun {
  /** Gives what is remembered of these blocks away; two requests at once do not share a run. */
  take(stations: readonly Station[], desk: Desk): Promise<Run | undefined>
  keep(run: Run, route: Route): void
  /** The way that the last request took. */
  readonly route: Route | undefined
}

/** Milliseconds after which the originals of what is replayed are looked after again. */
const LOOKED_AFTER = 10 * 60 * 1000

/**
 * The last run over one conversation. A later request that begins with the same blocks is given the
 * same decisions without working them out: by law 2 they would come out so again. Blocks are compared
 * by their texts, not by hashes. Where the recall tool comes for the first time, what was decided before
 * it stays as it was sent. Where it has gone, all is decided anew, since nothing folded could be had back;
 * where it comes again, too: what was sent while it was there is what the provider has cached, and what
 * whoever has no memory sends.
 */
export class DecisionMemory {
  #last: { readonly run: Run; readonly settings: RunSettings } | undefined
  /** True once a request could recall. */
  #hasRecalled = false
  #route: Route | undefined
  #lookedAfter: number | undefined
  #body: HeldBody | undefined

  /** What is remembered, for a request under these settings. */
  under(settings: RunSettings): KeptRun {
    return {
      take: async (stations, desk) => {
        const last = this.#last
        this.#last = undefined
        const holds = last !== undefined && this.#holds(last.settings, settings)
        this.#hasRecalled ||= settings.canRecall
        return holds ? await this.#replayed(last.run, stations, desk) : undefined
      },
      keep: (run, route) => {
        this.#last = { run, settings }
        this.#route = route
      },
      route: this.#route,
    }
  }

  /**
   * The last body that came; what the next begins with need not be read again.
   * @internal
   */
  get body(): HeldBody | undefined {
    return this.#body
  }

  /**
   * Takes the place of the body before.
   * @internal
   */
  holdBody(body: HeldBody): void {
    this.#body = body
  }

  /** Characters and bytes that it keeps alive, about. */
  get size(): number {
    return (this.#last?.run.characters ?? 0) + (this.#body?.size ?? 0)
  }

  #holds(before: RunSettings, now: RunSettings): boolean {
    if (before.key !== now.key) return false
    return before.canRecall === now.canRecall || (now.canRecall && !this.#hasRecalled)
  }

  async #replayed(run: Run, stations: readonly Station[], desk: Desk): Promise<Run> {
    const known = sameFromTheStart(run.passed, stations)
    const replayed = known === run.passed.length ? run : replay(run, stations.slice(0, known), desk)
    if (replayed === run) run.rebase(stations)
    await this.#lookAfter(replayed, desk)
    return replayed
  }

  /** Originals stay as long as their markers are sent, and one that was lost is put back from its block. */
  async #lookAfter({ entries }: Run, { originals, now }: Desk): Promise<void> {
    const time = now()
    this.#lookedAfter ??= time
    if (originals === undefined || time - this.#lookedAfter < LOOKED_AFTER) return
    this.#lookedAfter = time
    const folded = entries.filter(({ outcome }) => 'refs' in outcome)
    // A store that fails costs the next saving, not this request.
    await Promise.allSettled(folded.map(({ block }) => originals.keep(block.text)))
  }
}

function sameFromTheStart(known: readonly Station[], stations: readonly Station[]): number {
  const most = Math.min(known.length, stations.length)
  for (let at = 0; at < most; at++) {
    const [one, other] = [known[at], stations[at]]
    if (one === undefined || other === undefined || !isSame(one, other)) return at
  }
  return most
}

function isSame(one: Station, other: Station): boolean {
  if (one === other) return true
  return one.userWords === other.userWords && isSameBlock(one.block, other.block)
}

function isSameBlock(one: Block, other: Block): boolean {
  return (
    one.text === other.text &&
    one.kind === other.kind &&
    one.seal === other.seal &&
    one.packOnly === other.packOnly &&
    one.origin?.tool === other.origin?.tool &&
    one.origin?.callId === other.origin?.callId &&
    one.origin?.input === other.origin?.input
  )
}

function replay(run: Run, stations: readonly Station[], desk: Desk): Run {
  const again = new Run(desk)
  for (const [at, station] of stations.entries()) {
    const entry = run.entries[at]
    if (entry !== undefined) again.pass(station, rebased(entry, station))
  }
  return again
}
