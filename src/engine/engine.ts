import {
  type CompressOptions,
  type CompressSettings,
  type LocalOptions,
  resolveCompressOptions,
} from './compress-options.ts'
import type { Platform } from './contracts/platform.ts'
import type { Store } from './contracts/store.ts'
import { detect } from './detect/detect.ts'
import { holdsSecret } from './detect/secrets.ts'
import { type EngineOptions, type EngineSettings, resolveEngineOptions } from './engine-options.ts'
import { EngineError } from './errors.ts'
import type { CompressBodyResult, CompressResult, LocalHeadroom } from './headroom.ts'
import type { Conversation } from './ir/conversation.ts'
import { once } from './lazy.ts'
import { describe, FOLD_POLICIES, refuseUnknownNames, SMALLEST_BLOCK } from './options.ts'
import { parsersOn } from './parsers.ts'
import { PIECES } from './pieces-at-once.ts'
import type { BlockDecision, Elsewhere } from './pipeline/block-decision.ts'
import type { DecisionMemory } from './pipeline/decision-memory.ts'
import type { Desk, OriginalsDesk } from './pipeline/desk.ts'
import { GivenDecisions } from './pipeline/given-decisions.ts'
import { type Plan, plan } from './pipeline/pipeline.ts'
import { createOriginals, type Originals } from './recall/originals.ts'
import { parseRef } from './recall/ref.ts'
import type { Slice, SliceRequest } from './recall/slice.ts'
import type {
  BodyFacts,
  CompressBytesResult,
  CompressReadOptions,
  DecideReadOptions,
  RequestBody,
} from './request-body.ts'
import { type CompressFigures, figuresOf } from './results.ts'
import { toolMatcher } from './text/tool-matcher.ts'
import type { Counters } from './token-counters.ts'
import { WORKSHOP } from './workshop.ts'

/** A platform with its tokenizers loaded. */
export interface Host {
  readonly platform: Platform
  readonly counters: Counters
}

/** Opens the engine on a host. Throws `EngineError('bad-options')` for a bad option. */
export function openHeadroom(host: Host, options: EngineOptions = {}): LocalHeadroom {
  return new BoundHeadroom(host, resolveEngineOptions(options))
}

/** What a run needs to know. */
interface Running extends Omit<CompressSettings, 'memory'> {
  readonly memory: Pick<DecisionMemory, 'under'> | undefined
  readonly elsewhere?: Elsewhere | undefined
}

class BoundHeadroom implements LocalHeadroom {
  private readonly host: Host
  private readonly settings: EngineSettings
  private readonly openStore: () => Promise<Store>
  private readonly parserFor: Desk['parserFor']
  private isOpen = true
  private wasStoreOpened = false

  constructor(host: Host, settings: EngineSettings) {
    this.host = host
    this.settings = settings
    this.parserFor = parsersOn(host.platform)
    this.openStore = once(async () => {
      this.wasStoreOpened = true
      return settings.store ?? (await host.platform.openStore())
    })
  }

  async compress<Messages>(
    messages: Messages,
    options: CompressOptions = {},
  ): Promise<CompressResult<Messages>> {
    const settings = this.resolve(options)
    const { readBody } = await PIECES.readers()
    const reading = readBody(messages, settings)
    const { edits, figures } = await this.run(reading.conversation, settings, reading.dialect)
    return { messages: reading.write(edits) as Messages, ...figures }
  }

  async compressBody(body: string, options: CompressOptions = {}): Promise<CompressBodyResult> {
    const settings = this.resolve(options)
    if (typeof body !== 'string') {
      throw new EngineError(
        'bad-body',
        `compressBody: body must be JSON text, got ${describe(body)}`,
      )
    }
    const { readJsonBody } = await PIECES.readers()
    const reading = readJsonBody(body, settings)
    if (reading === undefined) {
      const { figures } = await this.run(EMPTY, settings, 'none')
      return { body, ...figures }
    }
    const { edits, figures } = await this.run(reading.conversation, settings, reading.dialect)
    return { body: reading.write(edits), ...figures }
  }

  async compressRead(
    { held }: RequestBody,
    { insertions, elsewhere, ...options }: CompressReadOptions = {},
  ): Promise<CompressBytesResult> {
    const settings = this.resolve(options)
    const { compressUser } = held.parts
    const { conversation, dialect } = held
    const running = { elsewhere, ...settings, compressUser }
    const { edits, figures } = await this.run(conversation, running, dialect)
    settings.memory?.holdBody(held)
    return { bytes: held.write(edits, insertions), ...figures }
  }

  async decideRead(
    { held }: RequestBody,
    { known, ...options }: DecideReadOptions,
  ): Promise<readonly BlockDecision[]> {
    const { compressUser } = held.parts
    const memory = new GivenDecisions(known)
    const running = { ...this.resolve(options), compressUser, memory }
    await this.run(held.conversation, running, held.dialect)
    return memory.further
  }

  async inspectBody(body: string): Promise<BodyFacts | undefined> {
    this.refuseClosed()
    const { readRequestBody } = await PIECES.readers()
    return readRequestBody(new TextEncoder().encode(body))?.facts
  }

  async retrieve(
    ref: string,
    request?: SliceRequest,
    options: { readonly limit?: number } = {},
  ): Promise<Slice | undefined> {
    this.refuseClosed()
    refuseUnknownNames(options, ['limit'], 'retrieve')
    const limit = limitOf(options.limit) ?? (request === undefined ? WHOLE : undefined)
    const parsed = typeof ref === 'string' ? parseRef(ref) : undefined
    if (parsed === undefined) {
      throw new EngineError(
        'bad-ref',
        `retrieve: ${describe(ref)} is no ref; copy it from a marker line, or run the command again`,
      )
    }
    const originals = await this.originals()
    const original = await originals.recall(parsed)
    if (original === undefined) return undefined
    const { sliceOf } = await PIECES.slices()
    const slice = sliceOf(original, request, limit)
    // Of a store that takes no more, what it holds is given all the same; unnoted, it may only be made small again.
    await originals.handOut(slice.content, parsed).catch(() => undefined)
    return slice
  }

  async close(): Promise<void> {
    this.isOpen = false
    if (this.wasStoreOpened) await (await this.openStore()).close()
  }

  private resolve(options: LocalOptions): CompressSettings {
    this.refuseClosed()
    return resolveCompressOptions(options, this.settings)
  }

  private refuseClosed(): void {
    if (!this.isOpen) throw new EngineError('closed', 'this headroom was closed; create another')
  }

  private async originals(): Promise<Originals> {
    return createOriginals(await this.openStore(), this.settings.scope, this.host.platform)
  }

  private async run(
    conversation: Conversation,
    settings: Running,
    dialect: string,
  ): Promise<Pick<Plan, 'edits'> & { readonly figures: CompressFigures }> {
    const counting = await this.host.counters.forModel(settings.model ?? conversation.model)
    const canRecall = settings.recall || conversation.canRecall
    const desk = this.deskFor(settings, { canRecall, countTokens: counting.count })
    const { preset, compressUser, excludeTools } = settings
    const key = [preset, compressUser, excludeTools, conversation.mayLoseEarlier]
    const { model: _model, ...counted } = counting.counting
    const memory = settings.memory?.under({ key: JSON.stringify([key, counted]), canRecall })
    const { elsewhere } = settings
    const { report, budget, foldingWouldSave, ...told } = await plan(conversation, desk, {
      ...runOptionsOf(settings),
      ...(memory === undefined ? {} : { memory }),
      ...(memory === undefined || elsewhere === undefined ? {} : { elsewhere }),
    })
    const facts = { dialect, counting: counting.counting, recall: canRecall }
    const full = { foldingWouldSave, ...facts, ...report }
    const figures = figuresOf(budget === undefined ? full : { ...full, budget }, told)
    return { edits: told.edits, figures }
  }

  private deskFor(
    { preset, signal, excludeTools }: Running,
    given: Pick<Desk, 'canRecall' | 'countTokens'>,
  ): Desk {
    return {
      workshop: WORKSHOP,
      foldPolicy: FOLD_POLICIES[preset],
      smallestBlock: SMALLEST_BLOCK,
      isExcluded: toolMatcher(excludeTools),
      originals: given.canRecall ? this.lazyOriginals() : undefined,
      signal,
      now: () => this.host.platform.now(),
      detect,
      parserFor: this.parserFor,
      holdsSecret,
      countReference: this.host.counters.countReference,
      ...given,
    }
  }

  /** The store is opened when the first original has to be kept or looked for. */
  private lazyOriginals(): OriginalsDesk {
    return {
      keep: async (original) => (await this.originals()).keep(original),
      touch: async (ref) => (await this.originals()).touch(ref),
      handedOutFrom: async (text) => (await this.originals()).handedOutFrom(text),
    }
  }
}

/** Longer than any text can be. */
const WHOLE = Number.MAX_SAFE_INTEGER

function limitOf(limit: unknown): number | undefined {
  if (limit === undefined) return undefined
  if (typeof limit === 'number' && Number.isSafeInteger(limit) && limit > 0) return limit
  throw new EngineError(
    'bad-options',
    `retrieve: limit must be a whole number of characters above 0, got ${describe(limit)}`,
  )
}

const EMPTY: Conversation = {
  model: '',
  messages: [],
  canRecall: false,
  mayLoseEarlier: false,
}

function runOptionsOf({
  query,
  budget,
  kind,
  rebase,
  onProgress,
}: Running): Parameters<typeof plan>[2] {
  return {
    ...(query === undefined ? {} : { query }),
    ...(budget === undefined ? {} : { budget }),
    ...(kind === undefined ? {} : { kind }),
    rebase,
    ...(onProgress === undefined ? {} : { onProgress }),
  }
}
