import { batch, type Signal, signal } from '@preact/signals'
import { type EngineClient, startEngine } from '../engine/client.ts'
import type {
  Download,
  Loaded,
  Outcome,
  Probe,
  ProofLine,
  Rival,
  Settings,
  Source,
  Step,
} from '../engine/protocol.ts'
import type { Use } from '../money/prices.ts'

/** What the page is busy with. */
export type Work =
  | { readonly state: 'idle' }
  | { readonly state: 'busy'; readonly step: Step | undefined; readonly since: number }
  | { readonly state: 'failed'; readonly message: string }

/** All that the page shows, and all that can be done to it. */
export interface Model {
  readonly settings: Signal<Settings>
  /** What stands in the text field, where the source came from there. */
  readonly typed: Signal<string>
  /** What money is reckoned by, whatever the text. */
  readonly use: Signal<Use>
  readonly source: Signal<Source | undefined>
  readonly loaded: Signal<Loaded | undefined>
  readonly outcome: Signal<Outcome | undefined>
  readonly selected: Signal<string | undefined>
  readonly work: Signal<Work>
  readonly proofs: Signal<readonly ProofLine[] | undefined>
  readonly rivals: Signal<readonly Rival[] | undefined>
  readonly probes: Signal<readonly Probe[]>
  readonly downloads: Signal<ReadonlyMap<string, Download>>
  readonly store: Signal<
    { readonly kind: 'indexeddb' | 'memory'; readonly why: string } | undefined
  >
  /** Grows whenever texts in the worker have changed. */
  readonly version: Signal<number>
  engine(): EngineClient
  /** Reads a source and compresses it. */
  take(source: Source, probes?: readonly Probe[]): void
  /** Compresses again, after a pause in which more may change. */
  change(settings: Partial<Settings>): void
  /** Stops what runs; the worker starts anew. */
  cancel(): void
  clear(): void
  prove(): Promise<void>
  compare(): Promise<void>
}

/** Typing pauses shorter than this wait for more. */
const PAUSE_MILLISECONDS = 250

const FIRST_USE: Use = { turns: 20, cache: 'cached' }

const FIRST_SETTINGS: Settings = {
  model: '',
  preset: 'balanced',
  recall: true,
  query: '',
  budget: undefined,
}

export function createModel(): Model {
  return new PageModel()
}

class PageModel implements Model {
  readonly settings = signal(FIRST_SETTINGS)
  readonly typed = signal('')
  readonly use = signal(FIRST_USE)
  readonly source = signal<Source | undefined>(undefined)
  readonly loaded = signal<Loaded | undefined>(undefined)
  readonly outcome = signal<Outcome | undefined>(undefined)
  readonly selected = signal<string | undefined>(undefined)
  readonly work = signal<Work>({ state: 'idle' })
  readonly proofs = signal<readonly ProofLine[] | undefined>(undefined)
  readonly rivals = signal<readonly Rival[] | undefined>(undefined)
  readonly probes = signal<readonly Probe[]>([])
  readonly downloads = signal<ReadonlyMap<string, Download>>(new Map())
  readonly store: Model['store'] = signal(undefined)
  readonly version = signal(0)
  private client: EngineClient = this.start()
  private isLoadedInWorker = false
  private isRunning = false
  /** Counts what was asked for, so that an older answer is known as such. */
  private turn = 0

  engine(): EngineClient {
    return this.client
  }

  take(source: Source, probes: readonly Probe[] = []): void {
    if (this.isRunning) this.restart()
    batch(() => {
      this.source.value = source
      this.probes.value = probes
      this.loaded.value = undefined
      this.dropResult()
    })
    this.isLoadedInWorker = false
    void this.run(0)
  }

  change(settings: Partial<Settings>): void {
    this.settings.value = { ...this.settings.value, ...settings }
    if (this.source.value !== undefined) void this.run(PAUSE_MILLISECONDS)
  }

  cancel(): void {
    this.turn++
    this.restart()
    this.work.value = { state: 'failed', message: 'Cancelled. Change a setting to run it again.' }
  }

  clear(): void {
    this.turn++
    if (this.isRunning) this.restart()
    batch(() => {
      this.source.value = undefined
      this.loaded.value = undefined
      this.dropResult()
      this.work.value = { state: 'idle' }
    })
  }

  async prove(): Promise<void> {
    this.proofs.value = await this.client.prove()
  }

  async compare(): Promise<void> {
    this.rivals.value = await this.client.compare(this.probes.value)
  }

  private dropResult(): void {
    this.outcome.value = undefined
    this.selected.value = undefined
    this.proofs.value = undefined
    this.rivals.value = undefined
  }

  private start(): EngineClient {
    return startEngine({
      onStep: (step) => {
        if (this.work.value.state === 'busy') this.work.value = { ...this.work.value, step }
      },
      onDownload: (download) => {
        this.downloads.value = new Map(this.downloads.value).set(download.name, download)
      },
      onStore: (kind, why) => {
        this.store.value = { kind, why }
      },
    })
  }

  private restart(): void {
    this.client.stop()
    this.client = this.start()
    this.isLoadedInWorker = false
    this.isRunning = false
  }

  private async run(pause: number): Promise<void> {
    const turn = ++this.turn
    await new Promise((resolve) => setTimeout(resolve, pause))
    if (turn !== this.turn) return
    if (this.isRunning) this.restart()
    this.isRunning = true
    this.work.value = { state: 'busy', step: undefined, since: performance.now() }
    try {
      await this.loadAndRun(turn)
    } catch (error) {
      if (turn !== this.turn) return
      const message = error instanceof Error ? error.message : String(error)
      this.work.value = { state: 'failed', message }
    }
    if (turn === this.turn) this.isRunning = false
  }

  private async loadAndRun(turn: number): Promise<void> {
    const source = this.source.value
    if (source === undefined) return
    if (!this.isLoadedInWorker) {
      const loaded = await this.client.load(source)
      if (turn !== this.turn) return
      this.loaded.value = loaded
      this.isLoadedInWorker = true
    }
    const outcome = await this.client.run(this.settings.value)
    if (turn !== this.turn) return
    batch(() => {
      this.outcome.value = outcome
      this.proofs.value = undefined
      this.rivals.value = undefined
      this.selected.value = selectedIn(outcome, this.selected.value)
      this.version.value++
      this.work.value = { state: 'idle' }
    })
  }
}

/** The block that was looked at, if it is still there; else the one with most saved. */
function selectedIn({ blocks, report }: Outcome, before: string | undefined): string | undefined {
  if (blocks.some(({ id }) => id === before)) return before
  const known = new Set(blocks.map(({ id }) => id))
  const [best] = report.decisions
    .filter(({ block }) => known.has(block))
    .sort((one, other) => savedBy(other) - savedBy(one))
  return best?.block ?? blocks[0]?.id
}

function savedBy(decision: Outcome['report']['decisions'][number]): number {
  return decision.tokensBefore - decision.tokensAfter
}
