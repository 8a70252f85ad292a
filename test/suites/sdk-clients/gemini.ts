import {
  ApiError,
  type Chat,
  type Content,
  type GenerateContentResponse,
  GoogleGenAI,
  type Part,
} from '@google/genai'
import { type Asking, clientBehind, type Given, READ, type Reply, type Sdk } from './client.ts'

const model = 'gemini-2.5-pro'
const { name, description, parameters } = READ
const tools = [{ functionDeclarations: [{ name, description, parametersJsonSchema: parameters }] }]

export const geminiSdk: Sdk = {
  name: '@google/genai',
  format: 'gemini',
  stops: ['STOP', 'STOP'],
  canRetry: false,
  isError: (error, status) => error instanceof ApiError && error.status === status,
  open(base, { isStream, ...behind }) {
    const options = { apiKey: 'key-test', httpOptions: { baseUrl: base } }
    const client = clientBehind(new GoogleGenAI(options), behind)
    const chat = client.chats.create({ model, config: { tools } })
    return {
      async ask(given, asking = {}) {
        const message = given.map(partOf)
        const config = {
          tools,
          ...(asking.signal === undefined ? {} : { abortSignal: asking.signal }),
        }
        const answers = isStream
          ? await streamed(chat, { message, config }, asking)
          : [await chat.sendMessage({ message, config })]
        return replyOf(chat.getHistory(true), answers)
      },
      async count() {
        const contents = chat.getHistory(true)
        return (await client.models.countTokens({ model, contents })).totalTokens
      },
    }
  },
}

async function streamed(
  chat: Chat,
  params: Parameters<Chat['sendMessageStream']>[0],
  { onEvent }: Asking,
): Promise<readonly GenerateContentResponse[]> {
  const answers: GenerateContentResponse[] = []
  for await (const answer of await chat.sendMessageStream(params)) {
    answers.push(answer)
    onEvent?.()
  }
  return answers
}

function partOf(given: Given): Part {
  if (given.kind === 'text') return { text: given.text }
  if (given.kind === 'image') return { inlineData: { mimeType: 'image/png', data: given.data } }
  const { id, name: called } = given.call
  return { functionResponse: { id, name: called, response: { output: given.text } } }
}

/** Of the newest turn, what the package keeps in its history. */
function replyOf(history: readonly Content[], answers: readonly GenerateContentResponse[]): Reply {
  const from = history.findLastIndex(({ role }) => role === 'user')
  const parts = history.slice(from + 1).flatMap((content) => content.parts ?? [])
  const last = answers.at(-1)
  const usage = last?.usageMetadata
  return {
    text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
    thoughts: parts.flatMap((part) =>
      part.thought ? [(part.thoughtSignature ?? '') + (part.text ?? '')] : [],
    ),
    calls: parts.flatMap(({ functionCall }) =>
      functionCall === undefined
        ? []
        : [{ id: functionCall.id ?? '', name: functionCall.name ?? '', input: functionCall.args }],
    ),
    stop: last?.candidates?.[0]?.finishReason,
    usage: {
      input: usage?.promptTokenCount ?? 0,
      cached: usage?.cachedContentTokenCount ?? 0,
      output: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
    },
    shown: JSON.stringify([history.slice(from + 1), answers]),
  }
}
