import type { LocalHeadroom, Preset } from '../../index.ts'
import type { Shelf } from '../../kept-refs.ts'
import type { Savings } from '../savings.ts'

/** What a gateway works with; shared by all its clients. */
export interface GatewayDesk extends Shelf {
  readonly headroom: LocalHeadroom
  readonly savings: Savings
  readonly preset: Preset
  /** Tools and, by their addresses, resources whose results are left as they are. */
  readonly isLeft: (name: string) => boolean
  /** Decides and counts, and sends everything as it came. */
  readonly observe: boolean
}
