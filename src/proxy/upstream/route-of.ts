import type { RequestHead } from '../request-head.ts'

/** Whose API a request speaks; further upstreams speak as OpenAI does. */
export type Provider = 'anthropic' | 'openai' | 'gemini' | 'vertex' | 'azure'

/** The formats of bodies and answers that the proxy understands. */
export type Format = 'anthropic' | 'openai-chat' | 'openai-responses' | 'gemini'

/** What a request is, by its method, path and headers alone. */
export interface Route {
  readonly provider: Provider
  /** Absent where every byte passes as it came. */
  readonly format?: Format
  /** True where the model answers; `false` where tokens are only counted. */
  readonly answers: boolean
}

type Shape = readonly [path: RegExp, route: Route]

const answer = (provider: Provider, format: Format): Route => ({ provider, format, answers: true })
const count = (provider: Provider, format: Format): Route => ({ provider, format, answers: false })

/** Every POST whose body is a conversation. Each pattern is anchored and linear. */
const CONVERSATIONS: readonly Shape[] = [
  [/^\/v1\/messages$/, answer('anthropic', 'anthropic')],
  [/^\/v1\/messages\/count_tokens$/, count('anthropic', 'anthropic')],
  [/^\/v1\/chat\/completions$/, answer('openai', 'openai-chat')],
  [/^\/v1\/responses$/, answer('openai', 'openai-responses')],
  [/^\/v1\/responses\/input_tokens$/, count('openai', 'openai-responses')],
  [
    /^\/(?:v1\/codex|backend-api|backend-api\/codex)\/responses$/,
    answer('openai', 'openai-responses'),
  ],
  [
    /^\/v1(?:beta)?\/(?:models|tunedModels)\/[^/]+:(?:streamG|g)enerateContent$/,
    answer('gemini', 'gemini'),
  ],
  [/^\/v1(?:beta)?\/(?:models|tunedModels)\/[^/]+:countTokens$/, count('gemini', 'gemini')],
  [
    /^\/v1(?:beta1)?\/projects\/[^/]+\/locations\/[^/]+\/publishers\/anthropic\/models\/[^/]+:(?:streamR|r)awPredict$/,
    answer('vertex', 'anthropic'),
  ],
  [
    /^\/v1(?:beta1)?\/projects\/[^/]+\/locations\/[^/]+\/(?:publishers\/google\/models|endpoints)\/[^/]+:(?:streamG|g)enerateContent$/,
    answer('vertex', 'gemini'),
  ],
  [/^\/openai\/(?:v1|deployments\/[^/]+)\/chat\/completions$/, answer('azure', 'openai-chat')],
  [/^\/openai\/(?:v1\/)?responses$/, answer('azure', 'openai-responses')],
]

/** Where everything else goes, by path. */
const PLACES: readonly (readonly [path: RegExp, provider: Provider])[] = [
  [/^\/v1\/(?:messages|complete)(?:\/|$)/, 'anthropic'],
  [/^\/(?:v1beta\/|ws\/google\.ai\.)/, 'gemini'],
  [/^\/(?:v1(?:beta1)?\/projects\/|ws\/google\.cloud\.)/, 'vertex'],
  [/^\/openai\//, 'azure'],
  [/^\/api\//, 'anthropic'],
]

/** Headers that only one provider's clients send. */
const SIGNS: readonly (readonly [header: string, provider: Provider])[] = [
  ['anthropic-version', 'anthropic'],
  ['x-goog-api-key', 'gemini'],
  ['api-key', 'azure'],
  ['x-api-key', 'anthropic'],
]

/** True for a path where a POST is a conversation. */
export function isConversation(path: string): boolean {
  return CONVERSATIONS.some(([pattern]) => pattern.test(path))
}

/** Never `undefined`: what is not known passes through to the provider it most likely means. */
export function routeOf(request: RequestHead, path: string): Route {
  if (request.method === 'POST') {
    const shape = CONVERSATIONS.find(([pattern]) => pattern.test(path))
    if (shape !== undefined) return shape[1]
  }
  const place = PLACES.find(([pattern]) => pattern.test(path))
  const sign = SIGNS.find(([header]) => request.headers.has(header))
  return { provider: place?.[1] ?? sign?.[1] ?? 'openai', answers: false }
}
