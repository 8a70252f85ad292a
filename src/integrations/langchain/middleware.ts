import { isRecallTool } from '../../engine/index.ts'
import { type DoorOptions, headroomFor, type OpenHeadroom } from '../door-options.ts'
import { compressTranscript } from '../transcript.ts'
import { entriesOf, type LangChainMessage, withResult } from './messages.ts'

/** What a model is called with, as far as it is looked at. */
interface ModelRequest {
  readonly messages: readonly LangChainMessage[]
  readonly tools?: readonly { readonly name?: unknown }[]
  readonly runtime?: { readonly signal?: AbortSignal }
}

/** What `createAgent({ middleware })` takes. */
export interface LangChainMiddleware {
  readonly name: string
  readonly wrapModelCall: <Request extends ModelRequest, Answer>(
    request: Request,
    handler: (request: Request) => Answer | Promise<Answer>,
  ) => Promise<Answer>
}

/**
 * A middleware for LangChain's agents: `createAgent({ model, tools, middleware: [headroomLangChain()] })`.
 * The agent's state keeps every message as it was; only what the model reads is smaller. Tool results
 * are packed; they are folded only where the agent has `headroom_retrieve`.
 */
export function headroomLangChainOn(
  open: OpenHeadroom,
): (options?: DoorOptions) => LangChainMiddleware {
  return (options = {}) => {
    const headroom = headroomFor(options, open)
    return {
      name: 'HeadroomMiddleware',
      wrapModelCall: async (request, handler) => {
        const { messages, tools = [], runtime } = request
        const recall = tools.some(({ name }) => isRecallTool(String(name)))
        const signal = options.signal ?? runtime?.signal
        const asked = { ...options, recall, ...(signal === undefined ? {} : { signal }) }
        const smaller = await compressed(messages, async (entries) => {
          const { changed } = await compressTranscript(entries, headroom(), asked)
          return changed
        })
        return await handler({ ...request, messages: smaller })
      },
    }
  }
}

type Entries = ReturnType<typeof entriesOf>

async function compressed(
  messages: readonly LangChainMessage[],
  compress: (entries: Entries) => Promise<ReadonlyMap<number, string>>,
): Promise<readonly LangChainMessage[]> {
  const each = messages.map(entriesOf)
  const changed = await compress(each.flat())
  let first = 0
  return messages.map((message, at) => {
    const { length = 0 } = each[at] ?? []
    const texts = Array.from({ length }, (_, entry) => changed.get(first + entry))
    first += length
    return texts.every((text) => text === undefined) ? message : withResult(message, texts)
  })
}
