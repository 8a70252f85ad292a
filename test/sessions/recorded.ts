import type { Format } from '../../src/proxy/upstream/route-of.ts'

/** A call that an agent made, and what the tool gave back. */
export interface RecordedCall {
  readonly tool: string
  readonly input: Readonly<Record<string, unknown>>
  readonly output: string
  readonly isError?: boolean
}

/** One answer of an agent's model, with what came of its calls. */
export interface RecordedTurn {
  /** What it says before its calls; may be empty. */
  readonly says: string
  /** Stretches of what was read before, by which it decided on these calls. */
  readonly needs: readonly string[]
  readonly calls: readonly RecordedCall[]
  /** What the user says after the results. */
  readonly user?: string
}

/** A session of an agent at work on a package, apart from any request format. */
export interface RecordedSession {
  readonly name: string
  /** The package's version and licence. */
  readonly version: string
  readonly license: string
  /** The format its client speaks. */
  readonly format: Format
  /** True for a client that moves its cache markers, as Claude Code does. */
  readonly movesMarkers: boolean
  readonly task: string
  readonly turns: readonly RecordedTurn[]
  /** The last answer. */
  readonly says: string
}
