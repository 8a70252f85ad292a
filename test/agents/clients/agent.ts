import type { Format } from '../../../src/proxy/upstream/route-of.ts'

/** A call of one of an agent's own tools. */
export interface ToolCall {
  readonly name: string
  readonly input: object
}

/** Where an agent runs, and whom it asks. */
export interface Place {
  /** The proxy's address, token included. */
  readonly base: string
  /** What it takes for its provider's key; tells the runs apart. */
  readonly key: string
  /** Its own, empty until `settle` has written what it needs. */
  readonly home: string
}

/** How a program is started. */
export interface Start {
  readonly program: string
  readonly flags: readonly string[]
  readonly variables: Readonly<Record<string, string>>
}

/** What may go wrong with a provider in the midst of an answer, as an agent sees it. */
export type Trouble =
  | 'busy'
  | 'limited'
  | 'failed'
  | 'refused once'
  | 'refused twice'
  | 'hung up'
  | 'reset'
  | 'ended'
  | 'error'
  | 'silent'

/** How a task ends for an agent: as it should, with a status that says no, or as if it were done. */
export type Result = 'done' | 'gives up' | 'stops short'

/** One of the agents from npm, as it is driven without a person. */
export interface Agent {
  readonly name: string
  readonly format: Format
  /** Files of its home by path, for this place. */
  settle(place: Place): Readonly<Record<string, string>>
  start(place: Place, prompt: string): Start
  /** What becomes of a task in a trouble that it was put to, also without a proxy. */
  readonly bears: Partial<Readonly<Record<Trouble, Result>>>
  /** What becomes of it where an answer ends early, after some words and before any call. */
  readonly bearsWordsAlone: Result
  readonly shell: (command: string) => ToolCall
  readonly read: (path: string) => ToolCall
  readonly write: (path: string, text: string) => ToolCall
  readonly edit: (path: string, from: string, to: string) => ToolCall
}
