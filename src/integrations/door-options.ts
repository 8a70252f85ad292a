import type { CompressOptions, CompressReport, Headroom } from '../engine/index.ts'

/** What every SDK's door takes. */
export interface DoorOptions
  extends Pick<CompressOptions, 'model' | 'preset' | 'query' | 'signal'> {
  /**
   * The engine to use, e.g. one with a store that lasts. Default: one of the door's own, opened at the
   * first call.
   */
  readonly headroom?: Headroom | Promise<Headroom>
  /** Told of every request: what was tried, decided and saved. */
  readonly onReport?: (report: CompressReport) => void
}

/** Opens the engine of the runtime that a door stands in. */
export type OpenHeadroom = () => Promise<Headroom>

/** The caller's engine, or the door's own, which is opened once. */
export function headroomFor(
  { headroom }: DoorOptions,
  open: OpenHeadroom,
): () => Promise<Headroom> {
  return async () => await (headroom ?? open())
}
