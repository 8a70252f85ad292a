/** Tells a run that nobody waits for it any more. Every `AbortSignal` is one. */
export interface StopSignal {
  readonly aborted: boolean
  readonly reason: unknown
  /** Throws `reason` once `aborted`; otherwise does nothing. */
  throwIfAborted(): void
}
