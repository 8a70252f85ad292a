import type { Format } from '../../../src/proxy/upstream/route-of.ts'

/** What a user or a tool of the client's says. */
export type Given =
  | { readonly kind: 'text'; readonly text: string }
  /** A PNG in base64. */
  | { readonly kind: 'image'; readonly data: string }
  | { readonly kind: 'result'; readonly call: Call; readonly text: string }

export interface Call {
  readonly id: string
  readonly name: string
  readonly input: unknown
}

/** The model's answer as the package's own accumulator gives it. */
export interface Reply {
  readonly text: string
  readonly thoughts: readonly string[]
  readonly calls: readonly Call[]
  /** In the words of the package. */
  readonly stop: string | null | undefined
  /** Tokens, as the package reports them. */
  readonly usage: { readonly input: number; readonly cached: number; readonly output: number }
  /** All that the package showed, its events included. */
  readonly shown: string
}

export interface Asking {
  readonly signal?: AbortSignal
  /** Called with every event that the package shows. */
  readonly onEvent?: () => void
}

/** A conversation held with one of the packages, which keeps what it was given as it was given. */
export interface Session {
  ask(given: readonly Given[], asking?: Asking): Promise<Reply>
  /** Tokens of the conversation so far; absent where the package can't ask. */
  readonly count?: () => Promise<number | undefined>
}

export interface SessionOptions {
  readonly isStream: boolean
  /** How often the package itself tries again. */
  readonly retries?: number
  /** What stands within the package, where no proxy does. */
  readonly door?: ClientDoor
}

/** What makes a package's requests smaller before they leave it. */
export interface ClientDoor {
  client<Client extends object>(client: Client): Client
  readonly fetch: typeof globalThis.fetch
}

/** The client as its user has it. */
export function clientBehind<Client extends object>(
  client: Client,
  { door }: Pick<SessionOptions, 'door'>,
): Client {
  return door === undefined ? client : door.client(client)
}

/** A package that speaks to models. */
export interface Sdk {
  readonly name: string
  readonly format: Format
  /** What it says of an answer that has ended, and of one that has ended with calls. */
  readonly stops: readonly [end: string, calls: string]
  /** False where it never asks again by itself. */
  readonly canRetry: boolean
  open(base: string, options: SessionOptions): Session
  /** What it makes of an answer's status. */
  isError(error: unknown, status: number): boolean
  /** A header of the answer that an error came of; absent where the package does not show it. */
  headerOf?(error: unknown, name: string): string | null | undefined
}

/** The one tool of the client's. */
export const READ = {
  name: 'Read',
  description: 'Reads a file.',
  parameters: {
    type: 'object',
    properties: { path: { type: 'string' } },
    required: ['path'],
  },
} as const
