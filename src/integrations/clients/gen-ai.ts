import { EngineError } from '../../engine/index.ts'
import type { AnyFetch } from '../fetch/wrap-fetch.ts'

/** What of `GoogleGenAI` is looked at. Its fields are private to it, and carry what it was made with. */
export interface GenAi {
  readonly models: object
  readonly live?: object
  readonly apiClient: ApiClient
  readonly vertexai?: boolean
  readonly apiKey?: string
  readonly project?: string
  readonly location?: string
  readonly apiVersion?: string
  readonly httpOptions?: object
}

interface ApiClient {
  readonly clientOptions: { auth?: unknown }
  /** Absent in versions that take no `fetch`. */
  getFetch?(): AnyFetch | undefined
}

/** True for a client of the @google/genai package. */
export function isGenAi(client: object): client is GenAi {
  if (!('models' in client && 'apiClient' in client)) return false
  const { apiClient } = client
  return typeof apiClient === 'object' && apiClient !== null && 'clientOptions' in apiClient
}

/** The `fetch` that it sends with. Throws for a version that has none of its own. */
export function genAiFetch({ apiClient }: GenAi): AnyFetch {
  if (typeof apiClient.getFetch !== 'function') {
    throw new EngineError(
      'bad-options',
      'withHeadroom: this version of @google/genai takes no fetch; use 3.1 or later, or replace the global one: ' +
        'globalThis.fetch = wrapFetch(fetch)',
    )
  }
  return apiClient.getFetch() ?? (globalThis.fetch as unknown as AnyFetch)
}

/** A client like it that sends with another `fetch`, signed in as it is. Sockets are its own. */
export function withGenAiFetch<Client extends GenAi>(client: Client, fetch: AnyFetch): Client {
  const Class = client.constructor as new (options: object) => Client
  const { vertexai, apiKey, project, location, apiVersion, httpOptions } = client
  const given = { vertexai, apiKey, project, location, apiVersion }
  const known = Object.entries(given).filter(([, value]) => value !== undefined)
  const copy = new Class({
    ...Object.fromEntries(known),
    httpOptions: { ...httpOptions, fetch },
  })
  copy.apiClient.clientOptions.auth = client.apiClient.clientOptions.auth
  return Object.assign(copy, client.live === undefined ? {} : { live: client.live })
}
