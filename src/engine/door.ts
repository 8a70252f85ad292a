import type { CompressOptions } from './compress-options.ts'
import type { Platform } from './contracts/platform.ts'
import { openHeadroom } from './engine.ts'
import type { EngineOptions } from './engine-options.ts'
import { EngineError } from './errors.ts'
import { expandJsonBody, expandMessages } from './expand.ts'
import type { CompressResult, Headroom, LocalHeadroom } from './headroom.ts'
import { once } from './lazy.ts'
import { describe } from './options.ts'
import { loadCounters } from './token-counters.ts'

/** Options of a single `compress` call. */
export interface CompressOnceOptions extends CompressOptions {
  /** Compresses with this one: its store, its scope. Without it there are packers only. */
  readonly headroom?: Headroom
}

/** Options of `countTokens`. */
export interface CountOptions {
  /** Whose tokens to count. Default `gpt-4o`. */
  readonly model?: string
}

/** What every host offers, under the same names. */
export interface Door {
  /** Opens the engine with a store and a scope. */
  createHeadroom(options?: EngineOptions): Promise<LocalHeadroom>
  /** Makes messages smaller, without a store: packers only, unless a headroom is given. */
  compress<Messages>(
    messages: Messages,
    options?: CompressOnceOptions,
  ): Promise<CompressResult<Messages>>
  /** Undoes every packed form, from the messages alone. */
  expand<Messages>(messages: Messages): Promise<Messages>
  /** The same for JSON text, of which every other byte is copied. */
  expandBody(body: string): Promise<string>
  /** Tokens of a text for a model; an estimate where the model's encoding is not public. */
  countTokens(text: string, options?: CountOptions): Promise<number>
}

/** The door of a host. Tokenizers are loaded once, when the first of these is called. */
export function openDoor(platform: Platform): Door {
  const counters = once(() => loadCounters(platform))
  const createHeadroom = async (options?: EngineOptions): Promise<LocalHeadroom> =>
    openHeadroom({ platform, counters: await counters() }, options)
  const storeless = once(() => createHeadroom())
  return {
    createHeadroom,
    compress: async (messages, { headroom, ...options } = {}) => {
      if (headroom !== undefined) return await headroom.compress(messages, options)
      refuseRecall(options)
      return await (await storeless()).compress(messages, options)
    },
    expand: async (messages) => await expandMessages(await counters(), messages),
    expandBody: async (body) => {
      if (typeof body === 'string') return await expandJsonBody(await counters(), body)
      throw new EngineError('bad-body', `expandBody: body must be JSON text, got ${describe(body)}`)
    },
    countTokens: async (text, { model = '' } = {}) => {
      if (typeof text !== 'string') {
        throw new EngineError('bad-body', `countTokens: expected a text, got ${describe(text)}`)
      }
      return (await (await counters()).forModel(model)).count(text)
    },
  }
}

function refuseRecall({ recall }: CompressOptions): void {
  if (recall !== true) return
  throw new EngineError(
    'bad-options',
    'compress: recall needs a store to keep originals in; pass { headroom: await createHeadroom(…) }',
  )
}
