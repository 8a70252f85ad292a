import type { LocalHeadroom, Store } from '../engine/index.ts'
import type { Body } from './chunks.ts'
import type { SomeHeaders } from './header-list.ts'
import type { HistoryBucket } from './operations/history.ts'
import type { Journal } from './operations/journal.ts'
import type { ExchangeRecord } from './operations/record.ts'
import type { ChunkDecoder } from './recall/chunk-decoder.ts'
import type { Gone } from './stop.ts'

/** What a request to an upstream consists of. */
export interface UpstreamRequest {
  readonly url: URL
  readonly method: string
  readonly headers: SomeHeaders
  /** Bytes, or a stream of as many as `length` says, where it is known. */
  readonly body: Uint8Array | ReadableStream<Uint8Array> | undefined
  readonly length?: number
  /** Fires when the client has gone, or when the upstream's time is up. */
  readonly signal: Gone
}

/** An upstream's answer, its body not read yet. */
export interface UpstreamAnswer {
  readonly status: number
  readonly headers: SomeHeaders
  readonly body: Body | undefined
  /** True where the host has undone the body's content encoding already. */
  readonly decoded: boolean
}

/** One line of the log: names, sizes and hashes; never content. */
export type LogEntry = Readonly<Record<string, string | number | boolean | undefined>>

/** What of the originals and notes is meant to go. */
export interface PurgeSelection {
  /** Of one project; of all where it is absent. */
  readonly project?: string
  /** Used last before; milliseconds since 1970. */
  readonly usedBefore?: number
  /** True where it is to be counted alone. */
  readonly isDry: boolean
}

/** How much went, or would go. */
export interface PurgeCount {
  readonly texts: number
  readonly bytes: number
}

/** What a conversation needs of the engine. */
export type ExchangeHeadroom = Pick<LocalHeadroom, 'compressRead' | 'retrieve'>

/** What one conversation's request and its answer need of the runtime they stand in. */
export interface ExchangeHost
  extends Pick<
    ProxyHost,
    'openStore' | 'send' | 'decode' | 'brotliDecoder' | 'isSame' | 'now' | 'log'
  > {
  headroomFor(scope: string, conversation?: string): Promise<ExchangeHeadroom>
}

/** All that the proxy asks of the runtime it stands in. */
export interface ProxyHost {
  readonly name: 'node' | 'worker'
  /**
   * The engine for one scope: a project, a tenant. A scope's store is shared; a host may keep what belongs
   * to one conversation in one place, where it is told which it is.
   */
  headroomFor(scope: string, conversation?: string): Promise<LocalHeadroom>
  /**
   * What the proxy itself must not forget over a restart. With a conversation: what nobody but its own
   * requests asks for.
   */
  openStore(conversation?: string): Promise<Store>
  /** Rejects where the upstream can't be reached; never follows redirects. */
  send(request: UpstreamRequest): Promise<UpstreamAnswer>
  /**
   * Asks an upstream for a socket and gives its answer, the socket within it. Rejects where it can't be
   * reached. Absent where the host has its own way (see `ProxyApp.passage`).
   */
  openSocket?(url: URL, headers: Headers): Promise<Response>
  /** Undoes a content encoding; `undefined` for one that it does not know. Rejects for broken bytes. */
  decode(bytes: Uint8Array, encoding: string, largest: number): Promise<Uint8Array | undefined>
  /** Undoes brotli as it comes. Absent where `send` has undone it already. */
  brotliDecoder?(): ChunkDecoder
  /** Whether two runs of bytes are the same, where the host can tell quicker than a loop. */
  isSame?(one: Uint8Array, other: Uint8Array): boolean
  /** Tokens of a text for a model; an estimate where the model's encoding is not public. */
  countTokens(text: string, model: string): Promise<number>
  /** Milliseconds of a clock that only goes forward; stands still between I/O in workers. */
  now(): number
  /** Milliseconds since 1970, for people. */
  date(): number
  log(entry: LogEntry): void
  /**
   * A file of the playground's page by its path, `/` for the page itself; `undefined` for what is none of
   * it. Absent where the host has no page.
   */
  readonly page?: (path: string) => Promise<Uint8Array | ReadableStream<Uint8Array> | undefined>
  /**
   * The tools of `headroom mcp serve`, over Streamable HTTP, for a request that may call. Absent where the
   * host has none.
   */
  readonly mcp?: (
    request: Request,
    asked: { readonly project: string; readonly version: string },
  ) => Promise<Response>
  /** Where the requests of all processes come together, if there are several. */
  readonly journal?: Journal
  /** What passed, also before the process began; where it is absent, the journal tells. */
  history?(): Promise<readonly HistoryBucket[]>
  /** Is told of every request that has ended. */
  recorded?(record: ExchangeRecord): void
  /** Is told of every text that was looked up again, whoever asked. */
  retrieved?(project: string, text: string): void
  /** Characters of conversations that it has room to remember; 128 Mi where it does not say. */
  readonly roomFor?: number
  /** Removes what is kept of all projects or of one, or only counts it. Absent where a command does it. */
  purge?(selection: PurgeSelection): Promise<PurgeCount>
  /** Bytes of memory the process holds, where that can be known. */
  memory?(): number
  /** How many entries of the store could not be read, by reason; names of ours. */
  unreadable?(): ReadonlyMap<string, number>
}
