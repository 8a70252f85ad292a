import OpenAI, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  RateLimitError,
} from 'openai'
import { type Asking, clientBehind, type Given, READ, type Reply, type Sdk } from './client.ts'

/** What the package throws for a status. */
const ERRORS = new Map<number, new (...given: never[]) => Error>([
  [400, BadRequestError],
  [401, AuthenticationError],
  [429, RateLimitError],
  [500, InternalServerError],
  [529, InternalServerError],
])

export function isOpenaiError(error: unknown, status: number): boolean {
  return (
    error instanceof APIError &&
    error instanceof (ERRORS.get(status) ?? APIError) &&
    error.status === status
  )
}

type Message = OpenAI.ChatCompletionMessageParam

const tools: OpenAI.ChatCompletionTool[] = [
  { type: 'function', function: { ...READ, parameters: { ...READ.parameters } } },
]

export const chatSdk: Sdk = {
  name: 'openai, chat',
  format: 'openai-chat',
  stops: ['stop', 'tool_calls'],
  canRetry: true,
  isError: isOpenaiError,
  headerOf: (error, name) => (error instanceof APIError ? error.headers?.get(name) : undefined),
  open(base, { isStream, retries = 0, ...behind }) {
    const options = { baseURL: `${base}/v1`, apiKey: 'sk-test', maxRetries: retries }
    const client = clientBehind(new OpenAI(options), behind)
    const messages: Message[] = []
    return {
      async ask(given, asking = {}) {
        messages.push(...messagesOf(given))
        const body = { model: 'gpt-4o', messages, tools }
        const { signal } = asking
        const { answer, events } = isStream
          ? await streamed(client, body, asking)
          : { answer: await client.chat.completions.create(body, { signal }), events: [] }
        const [choice] = answer.choices
        if (choice === undefined) throw new Error('no choice')
        messages.push(choice.message)
        return replyOf(answer, choice, events)
      },
    }
  },
}

async function streamed(
  client: OpenAI,
  body: { readonly model: string; readonly messages: Message[] },
  { signal, onEvent }: Asking,
): Promise<{ readonly answer: OpenAI.ChatCompletion; readonly events: readonly unknown[] }> {
  const events: unknown[] = []
  const stream = client.chat.completions.stream(
    { ...body, tools, stream_options: { include_usage: true } },
    { signal },
  )
  stream.on('chunk', (chunk) => {
    events.push(structuredClone(chunk))
    onEvent?.()
  })
  return { answer: await stream.finalChatCompletion(), events }
}

/** Results are messages of their own; the rest is one. */
function messagesOf(given: readonly Given[]): readonly Message[] {
  const parts = given.flatMap((one) => (one.kind === 'result' ? [] : [partOf(one)]))
  const results = given.flatMap((one): Message[] =>
    one.kind === 'result' ? [{ role: 'tool', tool_call_id: one.call.id, content: one.text }] : [],
  )
  return parts.length === 0 ? results : [...results, { role: 'user', content: parts }]
}

function partOf(
  given: Exclude<Given, { readonly kind: 'result' }>,
): OpenAI.ChatCompletionContentPart {
  return given.kind === 'text'
    ? { type: 'text', text: given.text }
    : { type: 'image_url', image_url: { url: `data:image/png;base64,${given.data}` } }
}

function replyOf(
  answer: OpenAI.ChatCompletion,
  { message, finish_reason: stop }: OpenAI.ChatCompletion.Choice,
  events: readonly unknown[],
): Reply {
  const { usage } = answer
  return {
    text: message.content ?? '',
    thoughts: [],
    calls: (message.tool_calls ?? []).flatMap((call) =>
      call.type === 'function'
        ? [
            {
              id: call.id,
              name: call.function.name,
              input: JSON.parse(call.function.arguments),
            },
          ]
        : [],
    ),
    stop,
    usage: {
      input: usage?.prompt_tokens ?? 0,
      cached: usage?.prompt_tokens_details?.cached_tokens ?? 0,
      output: usage?.completion_tokens ?? 0,
    },
    shown: JSON.stringify([answer, events]),
  }
}
