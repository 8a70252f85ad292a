import { describe, expect, it } from 'vitest'
import { routeOf } from '../../../src/proxy/upstream/route-of.ts'

const vertex = '/v1/projects/p/locations/us-central1/publishers'

function route(path: string, init: RequestInit = { method: 'POST' }): ReturnType<typeof routeOf> {
  return routeOf(new Request(`http://localhost${path}`, init), path)
}

describe('routeOf', () => {
  it.each([
    ['/v1/messages', 'anthropic', 'anthropic', true],
    ['/v1/messages/count_tokens', 'anthropic', 'anthropic', false],
    ['/v1/chat/completions', 'openai', 'openai-chat', true],
    ['/v1/responses', 'openai', 'openai-responses', true],
    ['/v1/codex/responses', 'openai', 'openai-responses', true],
    ['/backend-api/responses', 'openai', 'openai-responses', true],
    ['/backend-api/codex/responses', 'openai', 'openai-responses', true],
    ['/v1beta/models/gemini-2.5-pro:generateContent', 'gemini', 'gemini', true],
    ['/v1/models/gemini-2.5-pro:streamGenerateContent', 'gemini', 'gemini', true],
    ['/v1beta/models/gemini-2.5-pro:countTokens', 'gemini', 'gemini', false],
    [
      `${vertex}/anthropic/models/claude-sonnet-4-5@20250929:rawPredict`,
      'vertex',
      'anthropic',
      true,
    ],
    [`${vertex}/anthropic/models/claude:streamRawPredict`, 'vertex', 'anthropic', true],
    [`${vertex}/google/models/gemini-2.5-pro:streamGenerateContent`, 'vertex', 'gemini', true],
    ['/openai/deployments/my-gpt/chat/completions', 'azure', 'openai-chat', true],
    ['/openai/v1/responses', 'azure', 'openai-responses', true],
  ])('%s is a conversation of %s in %s', (path, provider, format, answers) => {
    expect(route(path)).toEqual({ provider, format, answers })
  })

  it.each([
    ['/v1/completions', {}, 'openai'],
    ['/v1/embeddings', {}, 'openai'],
    ['/v1/models', {}, 'openai'],
    ['/v1/models', { 'anthropic-version': '2023-06-01' }, 'anthropic'],
    ['/v1/models', { 'x-goog-api-key': 'k' }, 'gemini'],
    ['/v1/messages/batches', {}, 'anthropic'],
    ['/v1beta/cachedContents', {}, 'gemini'],
    ['/openai/models', {}, 'azure'],
    ['/api/hello', {}, 'anthropic'],
    ['/', {}, 'openai'],
  ])('%s passes through with %o to %s', (path, headers, provider) => {
    expect(route(path, { method: 'POST', headers })).toEqual({ provider, answers: false })
  })

  it('takes nothing but a POST for a conversation', () => {
    expect(route('/v1/responses', { method: 'GET' })).toEqual({
      provider: 'openai',
      answers: false,
    })
    expect(route('/v1/responses/resp_1').format).toBeUndefined()
  })
})
