import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { PROVIDERS } from '../../proxy/recall/scripts.ts'

/** Where each format is asked for a stream. */
export const PATHS: Readonly<Record<Format, string>> = {
  anthropic: '/v1/messages',
  'openai-chat': '/v1/chat/completions',
  'openai-responses': '/v1/responses',
  gemini: '/v1beta/models/gemini-x:streamGenerateContent?alt=sse',
}

/** A request without tools, so that ours stays away. */
export const BARE: Readonly<Record<Format, string>> = {
  anthropic: '{"model":"claude-x","messages":[{"role":"user","content":"hi"}],"stream":true}',
  'openai-chat': '{"model":"gpt-x","messages":[{"role":"user","content":"hi"}],"stream":true}',
  'openai-responses': '{"model":"gpt-y","input":"hi","stream":true}',
  gemini: '{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}',
}

/** A request to which our tool is appended. */
export const INJECTED: Readonly<Record<Format, string>> = {
  anthropic: PROVIDERS.anthropic.body.replace('{"name":"headroom_retrieve"}', '{"name":"Read"}'),
  'openai-chat': PROVIDERS['openai-chat'].body,
  'openai-responses': PROVIDERS['openai-responses'].body,
  gemini: PROVIDERS.gemini.body,
}
