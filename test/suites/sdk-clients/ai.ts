import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  APICallError,
  generateText,
  jsonSchema,
  type LanguageModel,
  type ModelMessage,
  streamText,
  type ToolSet,
  tool,
  type UserContent,
} from 'ai'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { type Asking, type Given, READ, type Reply, type Sdk } from './client.ts'

/** One of the providers of the `ai` package. */
interface Provider {
  readonly name: string
  readonly format: Format
  open(base: string, fetch: typeof globalThis.fetch): LanguageModel
  readonly providerOptions?: Parameters<typeof generateText>[0]['providerOptions']
  /** The signature among what a provider says of a thought. */
  readonly signature?: readonly [provider: string, name: string]
}

const PROVIDERS: readonly Provider[] = [
  {
    name: 'anthropic',
    format: 'anthropic',
    open: (base, fetch) =>
      createAnthropic({ baseURL: `${base}/v1`, apiKey: 'sk-ant-test', fetch })('claude-sonnet-4-5'),
    providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2000 } } },
    signature: ['anthropic', 'signature'],
  },
  {
    name: 'openai, responses',
    format: 'openai-responses',
    open: (base, fetch) =>
      createOpenAI({ baseURL: `${base}/v1`, apiKey: 'sk-test', fetch })('gpt-5'),
    providerOptions: { openai: { store: false, include: ['reasoning.encrypted_content'] } },
    signature: ['openai', 'reasoningEncryptedContent'],
  },
  {
    name: 'openai, chat',
    format: 'openai-chat',
    open: (base, fetch) =>
      createOpenAI({ baseURL: `${base}/v1`, apiKey: 'sk-test', fetch }).chat('gpt-4o'),
  },
  {
    name: 'google',
    format: 'gemini',
    open: (base, fetch) =>
      createGoogleGenerativeAI({ baseURL: `${base}/v1beta`, apiKey: 'key-test', fetch })(
        'gemini-2.5-pro',
      ),
    signature: ['google', 'thoughtSignature'],
  },
  {
    name: 'openai-compatible',
    format: 'openai-chat',
    open: (base, fetch) =>
      createOpenAICompatible({
        name: 'compatible',
        baseURL: `${base}/v1`,
        apiKey: 'sk-test',
        includeUsage: true,
        fetch,
      })('some-model'),
  },
]

const tools: ToolSet = {
  [READ.name]: tool({
    description: READ.description,
    inputSchema: jsonSchema<{ path: string }>({
      ...READ.parameters,
      required: [...READ.parameters.required],
    }),
  }),
}

/** The `ai` package with each of its providers. */
export const AI_SDKS: readonly Sdk[] = PROVIDERS.map((provider) => ({
  name: `ai, ${provider.name}`,
  format: provider.format,
  stops: ['stop', 'tool-calls'],
  canRetry: true,
  isError: (error, status) => APICallError.isInstance(error) && error.statusCode === status,
  headerOf: (error, name) =>
    APICallError.isInstance(error) ? error.responseHeaders?.[name] : undefined,
  open(base, { isStream, retries = 0, door }) {
    const messages: ModelMessage[] = []
    const asked = {
      model: provider.open(base, door?.fetch ?? fetch),
      messages,
      tools,
      maxRetries: retries,
      ...(provider.providerOptions && { providerOptions: provider.providerOptions }),
    }
    return {
      async ask(given, asking = {}) {
        messages.push(...messagesOf(given))
        const { signal: abortSignal } = asking
        const call = { ...asked, ...(abortSignal && { abortSignal }) }
        const { answer, events } = isStream
          ? await streamed(call, asking)
          : { answer: await generateText(call), events: [] }
        messages.push(...answer.response.messages)
        return replyOf(provider, answer, events)
      },
    }
  },
}))

type Call = Parameters<typeof generateText>[0]

type Answer = Pick<
  Awaited<ReturnType<typeof generateText>>,
  'text' | 'reasoning' | 'toolCalls' | 'finishReason' | 'usage'
> & { readonly response: { readonly messages: readonly ModelMessage[] } }

/** It gives errors and aborts as parts of the stream. */
async function streamed(
  call: Call,
  { onEvent }: Asking,
): Promise<{ readonly answer: Answer; readonly events: readonly unknown[] }> {
  const events: unknown[] = []
  const result = streamText({ ...call, onError: () => undefined })
  for await (const part of result.fullStream) {
    events.push(structuredClone(part))
    if (part.type === 'error') throw part.error
    if (part.type === 'abort') throw new Error('aborted')
    if (part.type.endsWith('delta')) onEvent?.()
  }
  const [text, reasoning, toolCalls, finishReason, usage, response] = await Promise.all([
    result.text,
    result.reasoning,
    result.toolCalls,
    result.finishReason,
    result.usage,
    result.response,
  ])
  return { answer: { text, reasoning, toolCalls, finishReason, usage, response }, events }
}

/** Results are a message of the tools'; the rest is one of the user's. */
function messagesOf(given: readonly Given[]): readonly ModelMessage[] {
  const parts = given.flatMap((one) => (one.kind === 'result' ? [] : [partOf(one)]))
  const results = given.flatMap((one) =>
    one.kind === 'result'
      ? [
          {
            type: 'tool-result' as const,
            toolCallId: one.call.id,
            toolName: one.call.name,
            output: { type: 'text' as const, value: one.text },
          },
        ]
      : [],
  )
  return [
    ...(results.length === 0 ? [] : [{ role: 'tool' as const, content: results }]),
    ...(parts.length === 0 ? [] : [{ role: 'user' as const, content: parts }]),
  ]
}

function partOf(
  given: Exclude<Given, { readonly kind: 'result' }>,
): Exclude<UserContent, string>[number] {
  return given.kind === 'text'
    ? { type: 'text', text: given.text }
    : { type: 'image', image: given.data, mediaType: 'image/png' }
}

function replyOf(
  { format, signature }: Provider,
  answer: Answer,
  events: readonly unknown[],
): Reply {
  const { usage } = answer
  const { noCacheTokens, cacheReadTokens } = usage.inputTokenDetails
  const signed = (metadata: Answer['reasoning'][number]['providerMetadata']): string =>
    signature === undefined ? '' : String(metadata?.[signature[0]]?.[signature[1]] ?? '')
  return {
    text: answer.text,
    // Chat has no signatures, and its clients need not keep thoughts.
    thoughts:
      signature === undefined
        ? []
        : answer.reasoning.map((part) => signed(part.providerMetadata) + part.text),
    calls: answer.toolCalls.map(({ toolCallId: id, toolName: name, input }) => ({
      id,
      name,
      input,
    })),
    stop: answer.finishReason,
    usage: {
      // Anthropic's own word for input leaves out what came from the cache.
      input: (format === 'anthropic' ? noCacheTokens : usage.inputTokens) ?? 0,
      cached: cacheReadTokens ?? 0,
      output: usage.outputTokens ?? 0,
    },
    shown: JSON.stringify([answer, events]),
  }
}
