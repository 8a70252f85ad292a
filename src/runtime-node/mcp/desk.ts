import type { Headroom, Store } from '../../engine/index.ts'
import type { Savings } from './savings.ts'

/** What the server's tools work with. */
export interface McpDesk {
  readonly headroom: Headroom
  /** Where the headroom keeps originals. */
  readonly store: Store
  /** Whose originals they are. */
  readonly scope: string
  /**
   * Folders that files are read from, where the user named some; else the client's, else this one; `none` where no
   * file is read at all.
   */
  readonly roots: readonly string[] | 'none'
  readonly savings: Savings
  /** The package's. */
  readonly version: string
}
