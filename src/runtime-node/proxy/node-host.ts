import { brotliDecompress } from 'node:zlib'
import { pino } from 'pino'
import type { Dispatcher } from 'undici'
import { once } from '../../engine/index.ts'
import { decoderWith, type LogEntry, type ProxyHost, type Settings } from '../../proxy/index.ts'
import { UnreadableCounts, type UnreadableReason } from '../../storage/index.ts'
import { countTokens } from '../index.ts'
import { openOriginals } from '../open-originals.ts'
import type { KeySource } from '../originals-key.ts'
import { brotliDecoder } from './brotli-decoder.ts'
import { HistoryFile } from './history-file.ts'
import type { McpDoorDesk } from './mcp-door.ts'
import { NotedSavings } from './noted-savings.ts'
import { pageFiles } from './page-files.ts'
import { headroomsOn } from './threads/headrooms-on.ts'
import { PooledHeadroom } from './threads/pooled-headroom.ts'
import { ThreadPool } from './threads/thread-pool.ts'
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
  const savings = new NotedSavings(directory)
  const history = new HistoryFile(directory)
  const { lifetime, compressionThreads: size } = settings
  const onUnreadable = (reason: UnreadableReason): void => unreadable.add(reason)
  const store = await openOriginals({ directory, key: settings, lifetime, onUnreadable })
  const upstreams = upstreamPool()
  const logger = pino({ base: { program: 'headroom' } }, pino.destination({ dest: 2, sync: false }))
  const log = (entry: LogEntry): void => logger.info(entry)
  const onBroken = (error: unknown): void =>
    log({ event: 'thread broke', error: error instanceof Error ? error.name : typeof error })
  const key = keySourceOf(settings)
  const threads = new ThreadPool({ directory, key, lifetime, size, onUnreadable, onBroken })
  const headroomFor = headroomsOn(
    store,
    (headroom, scope) => new PooledHeadroom(headroom, { scope, pool: threads }),
  )
  const opened = { headroomFor, openStore: async () => store }
  const host: ProxyHost = {
    name: 'node',
    ...opened,
    send: upstreams.send,
    decode: decoderWith(brotliDecompress),
    brotliDecoder,
    countTokens: async (text, model) => await countTokens(text, { model }),
    isSame: (one, other) => Buffer.compare(one, other) === 0,
    now: () => performance.now(),
    date: () => Date.now(),
    log,
    memory: () => process.memoryUsage.rss(),
    unreadable: () => unreadable.counts,
    page: pageFiles(),
    mcp: mcpOn({
      ...opened,
      log,
      note: (project, added) => savings.called(project, added),
      largest: settings.largestBody,
    }),
    history: async () => await history.read(),
    recorded: (record) => {
      history.add(record)
      savings.recorded(record)
    },
    retrieved: savings.retrieved,
  }
  return {
    host,
    upstreams: upstreams.dispatcher,
    close: async () => await closeAll([upstreams, threads, history, savings, store]),
  }
}

/** In this order: what is under way is ended before what it writes to. */
async function closeAll(parts: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const part of parts) await part.close()
}

/** The protocol's own packages are loaded when somebody speaks it. */
function mcpOn(desk: McpDoorDesk): NonNullable<ProxyHost['mcp']> {
  const door = once(async () => {
    const { McpDoor } = await import('./mcp-door.ts')
    return new McpDoor(desk)
  })
  return async (request, asked) => await (await door()).serve(request, asked)
}

/** Of all settings, a thread is told only these. */
function keySourceOf({ encryptKeyFile, encryptPassphrase, encryptKey }: Settings): KeySource {
  return { encryptKeyFile, encryptPassphrase, encryptKey }
}
