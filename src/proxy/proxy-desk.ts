import type { Gate } from './access/gate.ts'
import type { Conversations } from './exchange/conversations.ts'
import type { ExchangeHost, ProxyHost } from './host.ts'
import type { Stats } from './operations/stats.ts'
import type { ToolTokens } from './operations/tool-tokens.ts'
import type { LiveSettings } from './settings/live-settings.ts'

/** What one conversation's request and its answer are worked on with, whoever serves the client. */
export interface ExchangeDesk {
  readonly host: ExchangeHost
  readonly settings: LiveSettings
  readonly stats: Pick<Stats, 'retrievals' | 'changedUnderWay'>
  readonly conversations: Conversations
}

/** What every route works with. */
export interface ProxyDesk extends ExchangeDesk {
  readonly host: ProxyHost
  readonly stats: Stats
  readonly gate: Gate
  readonly toolTokens: ToolTokens
  /** The package's. */
  readonly version: string
}
