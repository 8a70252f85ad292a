import Anthropic, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  RateLimitError,
} from '@anthropic-ai/sdk'
import { type Asking, clientBehind, type Given, READ, type Reply, type Sdk } from './client.ts'

const ERRORS = new Map<number, new (...given: never[]) => Error>([
  [400, BadRequestError],
  [401, AuthenticationError],
  [429, RateLimitError],
  [500, InternalServerError],
  [529, InternalServerError],
])

const model = 'claude-sonnet-5-5'
const tools = [{ name: READ.name, description: READ.description, input_schema: READ.parameters }]

export const anthropicSdk: Sdk = {
  name: '@anthropic-ai/sdk',
  format: 'anthropic',
  stops: ['end_turn', 'tool_use'],
  canRetry: true,
  isError: (error, status) =>
    error instanceof APIError &&
    error instanceof (ERRORS.get(status) ?? APIError) &&
    error.status === status,
  headerOf: (error, name) => (error instanceof APIError ? error.headers?.get(name) : undefined),
  open(base, { isStream, retries = 0, ...behind }) {
    const options = { baseURL: base, apiKey: 'sk-ant-test', maxRetries: retries }
    const client = clientBehind(new Anthropic(options), behind)
    const messages: Anthropic.MessageParam[] = []
    return {
      async ask(given, asking = {}) {
        messages.push({ role: 'user', content: given.map(blockOf) })
        const body = {
          model,
          max_tokens: 4000,
          messages,
          tools: tools as unknown as Anthropic.Tool[],
          thinking: { type: 'enabled' as const, budget_tokens: 2000 },
        }
        const { message, events } = isStream
          ? await streamed(client, body, asking)
          : { message: await client.messages.create(body, signalOf(asking)), events: [] }
        messages.push({ role: 'assistant', content: message.content })
        return replyOf(message, events)
      },
      async count() {
        const body = { model, messages, tools: tools as unknown as Anthropic.Tool[] }
        return (await client.messages.countTokens(body)).input_tokens
      },
    }
  },
}

function signalOf({ signal }: Asking): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal }
}

async function streamed(
  client: Anthropic,
  body: Anthropic.MessageStreamParams,
  asking: Asking,
): Promise<{ readonly message: Anthropic.Message; readonly events: readonly unknown[] }> {
  const events: unknown[] = []
  const stream = client.messages.stream(body, signalOf(asking))
  stream.on('streamEvent', (event) => {
    events.push(structuredClone(event))
    asking.onEvent?.()
  })
  return { message: await stream.finalMessage(), events }
}

function blockOf(given: Given): Anthropic.ContentBlockParam {
  if (given.kind === 'text') return { type: 'text', text: given.text }
  if (given.kind === 'image') {
    const source = { type: 'base64', media_type: 'image/png', data: given.data } as const
    return { type: 'image', source }
  }
  return { type: 'tool_result', tool_use_id: given.call.id, content: given.text }
}

function replyOf(message: Anthropic.Message, events: readonly unknown[]): Reply {
  const { content, usage, stop_reason: stop } = message
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    thoughts: content.flatMap((block) =>
      block.type === 'thinking' ? [block.signature + block.thinking] : [],
    ),
    calls: content.flatMap((block) => (block.type === 'tool_use' ? [block] : [])),
    stop,
    usage: {
      input: usage.input_tokens,
      cached: usage.cache_read_input_tokens ?? 0,
      output: usage.output_tokens,
    },
    shown: JSON.stringify([message, events]),
  }
}
