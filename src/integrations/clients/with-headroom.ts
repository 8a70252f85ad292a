import { EngineError } from '../../engine/index.ts'
import type { OpenHeadroom } from '../door-options.ts'
import { type AnyFetch, type FetchOptions, wrapFetchOn } from '../fetch/wrap-fetch.ts'
import { genAiFetch, isGenAi, withGenAiFetch } from './gen-ai.ts'

/** What the clients of OpenAI's and Anthropic's packages have, and those for Azure and Vertex that come of them. */
interface OptionClient {
  readonly fetch: AnyFetch
  withOptions(options: object): object
}

/**
 * A client of the same class whose requests go through `wrapFetch`: `withHeadroom(new OpenAI())`,
 * `withHeadroom(new Anthropic())`, `withHeadroom(new GoogleGenAI({ apiKey }))`. The one that is given stays as it is.
 * Throws `EngineError('bad-options')` for a client whose `fetch` can't be replaced, saying what to do instead.
 */
export function withHeadroomOn(
  open: OpenHeadroom,
): <Client extends object>(client: Client, options?: FetchOptions) => Client {
  const wrap = wrapFetchOn(open)
  return <Client extends object>(client: Client, options: FetchOptions = {}): Client => {
    const reason = reasonAgainst(client)
    if (reason !== undefined) throw wrong(reason)
    if (isGenAi(client)) return withGenAiFetch(client, wrap(genAiFetch(client), options))
    if (!isOptionClient(client)) throw wrong(STRANGER)
    const fetch = wrap(client.fetch, options)
    return client.withOptions({ ...azureOptions(client), fetch }) as Client
  }
}

function wrong(words: string): EngineError {
  return new EngineError('bad-options', `withHeadroom: ${words}`)
}

const STRANGER =
  'the client is none of the openai, @anthropic-ai/sdk and @google/genai packages, or of a version that can not be ' +
  'copied with another fetch; make it with one, such as new OpenAI({ fetch: wrapFetch(fetch) })'

/** Why a client can't be helped here, and what can be done; `undefined` where nothing is known against it. */
function reasonAgainst(client: unknown): string | undefined {
  if (typeof client !== 'object' || client === null) return 'a client is needed'
  if ('doGenerate' in client || 'specificationVersion' in client) {
    return 'this is a model of the ai package; use wrapLanguageModel({ model, middleware: headroomMiddleware() })'
  }
  if ('awsRegion' in client || 'awsSecretKey' in client) {
    return (
      'this client signs its requests, which can not change after that; ' +
      'pass its messages through (await createHeadroom()).compress(messages) before'
    )
  }
  return undefined
}

function isOptionClient(client: object): client is OptionClient {
  return (
    'fetch' in client &&
    typeof client.fetch === 'function' &&
    'withOptions' in client &&
    typeof client.withOptions === 'function'
  )
}

/** What Azure's client keeps for itself and does not hand on to its copies. */
function azureOptions(client: OptionClient): object {
  if (!('deploymentName' in client && 'apiVersion' in client)) return {}
  const { apiVersion, deploymentName: deployment } = client
  return { apiVersion, ...(deployment === undefined ? {} : { deployment }) }
}
