import { brotliDecompress } from 'node:zlib'
import { pino } from 'pino'
import type { Dispatcher } from 'undici'
import type { LocalHeadroom, Scope, Store } from '../../engine/index.ts'
import { decoderWith, type ProxyHost, type Settings } from '../../proxy/index.ts'
import { UnreadableCounts } from '../../storage/index.ts'
import { countTokens, createHeadroom } from '../index.ts'
import { openOriginals } from '../open-originals.ts'
import { SavingsLog } from '../savings/savings-log.ts'
import { pageFiles } from './page-files.ts'
import { upstreamPool } from './upstream-pool.ts'

/** What the Node proxy stands on: files for originals, a pool of connections, a log on stderr. */
export interface NodeHost {
  readonly host: ProxyHost
  /** The connections to upstreams, for what is passed on without the app. */
  readonly upstreams: Dispatcher
  /** Lets go of connections and files. */
  close(): Promise<void>
}

/** Opens them; originals live in `directory`. Throws `EngineError('bad-options')` for a key that is none. */
export async function openNodeHost(settings: Settings, directory: string): Promise<NodeHost> {
  const unreadable = new UnreadableCounts()
  const savings = new SavingsLog(directory)
  const store = await openOriginals({
    directory,
    key: settings,
    lifetime: settings.lifetime,
    onUnreadable: (reason) => unreadable.add(reason),
  })
  const pool = upstreamPool()
  const logger = pino({ base: { program: 'headroom' } }, pino.destination({ dest: 2, sync: false }))
  const host: ProxyHost = {
    name: 'node',
    headroomFor: headroomsOn(store),
    openStore: async () => store,
    send: pool.send,
    decode: decoderWith(brotliDecompress),
    countTokens: async (text, model) => await countTokens(text, { model }),
    isSame: (one, other) => Buffer.compare(one, other) === 0,
    now: () => performance.now(),
    date: () => Date.now(),
    log: (entry) => logger.info(entry),
    memory: () => process.memoryUsage.rss(),
    unreadable: () => unreadable.counts,
    page: pageFiles(),
    recorded: ({ mode, project, tokensSavedNew: tokensSaved }) => {
      if (mode === 'on')
        void savings.add({ door: 'proxy', project, tokensSaved, tokensRetrieved: 0 })
    },
  }
  return {
    host,
    upstreams: pool.dispatcher,
    close: async () => {
      await pool.close()
      await store.close()
    },
  }
}

/** Scopes whose engine is kept open; whose store is shared has nothing to close. */
const MOST_SCOPES = 100

/** One engine a scope, for all its requests. */
function headroomsOn(store: Store): ProxyHost['headroomFor'] {
  const opened = new Map<string, Promise<LocalHeadroom>>()
  return async (scope) => {
    const headroom = opened.get(scope) ?? createHeadroom({ store: shared(store), scope })
    opened.set(scope, headroom)
    const oldest = opened.keys().next().value
    if (opened.size > MOST_SCOPES && oldest !== undefined) opened.delete(oldest)
    return await headroom
  }
}

/** The one store of all scopes; closing a headroom leaves it open. */
function shared(store: Store): Store {
  return { ...store, close: async () => undefined, list: (scope: Scope) => store.list(scope) }
}
