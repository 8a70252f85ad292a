import type { Gate } from './access/gate.ts'
import type { Conversations } from './exchange/conversations.ts'
import type { ProxyHost } from './host.ts'
import type { Stats } from './operations/stats.ts'
import type { ToolTokens } from './operations/tool-tokens.ts'
import type { LiveSettings } from './settings/live-settings.ts'

/** What every route works with. */
export interface ProxyDesk {
  readonly host: ProxyHost
  readonly settings: LiveSettings
  readonly stats: Stats
  readonly conversations: Conversations
  readonly gate: Gate
  readonly toolTokens: ToolTokens
  /** The package's. */
  readonly version: string
}
