import OpenAI, { APIError } from 'openai'
import { isOpenaiError } from './chat.ts'
import { type Asking, clientBehind, type Given, READ, type Reply, type Sdk } from './client.ts'

type Item = OpenAI.Responses.ResponseInputItem
type Answer = OpenAI.Responses.Response

const tools: OpenAI.Responses.FunctionTool[] = [
  { type: 'function', ...READ, parameters: { ...READ.parameters }, strict: false },
]

export const responsesSdk: Sdk = {
  name: 'openai, responses',
  format: 'openai-responses',
  stops: ['completed', 'completed'],
  canRetry: true,
  isError: isOpenaiError,
  headerOf: (error, name) => (error instanceof APIError ? error.headers?.get(name) : undefined),
  open(base, { isStream, retries = 0, ...behind }) {
    const options = { baseURL: `${base}/v1`, apiKey: 'sk-test', maxRetries: retries }
    const client = clientBehind(new OpenAI(options), behind)
    const input: Item[] = []
    return {
      async ask(given, asking = {}) {
        input.push(...itemsOf(given))
        const body = {
          model: 'gpt-5',
          input,
          tools,
          store: false,
          include: ['reasoning.encrypted_content' as const],
        }
        const { signal } = asking
        const { answer, events } = isStream
          ? await streamed(client, body, asking)
          : { answer: await client.responses.create(body, { signal }), events: [] }
        input.push(...answer.output.map((item) => item as Item))
        return replyOf(answer, events)
      },
      async count() {
        return (await client.responses.inputTokens.count({ model: 'gpt-5', input, tools }))
          .input_tokens
      },
    }
  },
}

async function streamed(
  client: OpenAI,
  body: OpenAI.Responses.ResponseCreateParamsNonStreaming,
  { signal, onEvent }: Asking,
): Promise<{ readonly answer: Answer; readonly events: readonly unknown[] }> {
  const events: unknown[] = []
  const stream = client.responses.stream({ ...body, stream: true }, { signal })
  stream.on('event', (event) => {
    events.push(structuredClone(event))
    onEvent?.()
  })
  return { answer: await stream.finalResponse(), events }
}

/** Results are items of their own; the rest is one message. */
function itemsOf(given: readonly Given[]): readonly Item[] {
  const parts = given.flatMap((one) => (one.kind === 'result' ? [] : [partOf(one)]))
  const results = given.flatMap((one): Item[] =>
    one.kind === 'result'
      ? [{ type: 'function_call_output', call_id: one.call.id, output: one.text }]
      : [],
  )
  return parts.length === 0 ? results : [...results, { role: 'user', content: parts }]
}

function partOf(
  given: Exclude<Given, { readonly kind: 'result' }>,
): OpenAI.Responses.ResponseInputContent {
  return given.kind === 'text'
    ? { type: 'input_text', text: given.text }
    : {
        type: 'input_image',
        detail: 'auto',
        image_url: `data:image/png;base64,${given.data}`,
      }
}

function replyOf(answer: Answer, events: readonly unknown[]): Reply {
  const { output, usage, status } = answer
  return {
    text: answer.output_text,
    thoughts: output.flatMap((item) =>
      item.type === 'reasoning'
        ? [(item.encrypted_content ?? '') + item.summary.map(({ text }) => text).join('')]
        : [],
    ),
    calls: output.flatMap((item) =>
      item.type === 'function_call'
        ? [{ id: item.call_id, name: item.name, input: JSON.parse(item.arguments) }]
        : [],
    ),
    stop: status,
    usage: {
      input: usage?.input_tokens ?? 0,
      cached: usage?.input_tokens_details.cached_tokens ?? 0,
      output: usage?.output_tokens ?? 0,
    },
    shown: JSON.stringify([answer, events]),
  }
}
