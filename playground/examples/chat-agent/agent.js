import { jsonSchema, stepCountIs, streamText, tool, wrapLanguageModel } from 'ai'
import { createHeadroom } from 'headroom-edge/browser'
import { headroomMiddleware, headroomTools } from 'headroom-edge/integrations'
import { config } from 'zod'
import { orders } from './orders.js'
import { scriptedModel } from './scripted-model.js'

// Zod compiles its checks by `new Function`, where it may; a strict policy forbids it, and the browser complains.
config({ jitless: true })

const inputSchema = jsonSchema({ type: 'object', properties: {} })

/** An agent with one tool of its own; `onStep` is told what the model reads, `onSaved` how much less it was. */
export async function openAgent({ onStep, onSaved }) {
  // In a Web Worker, with its originals in IndexedDB: what was folded can be looked up after a reload, too.
  const headroom = await createHeadroom({ preset: 'aggressive', store: 'indexeddb' })
  const onReport = ({ tokensBefore, tokensAfter }) =>
    onSaved({ before: tokensBefore, after: tokensAfter })
  const model = wrapLanguageModel({
    // A provider's model in its place: createOpenAI({ apiKey })('gpt-5').
    model: scriptedModel({ onRead: (text) => onStep({ who: 'Model reads', text }) }),
    middleware: headroomMiddleware({ headroom, onReport }),
  })
  const tools = {
    list_orders: tool({
      description: 'Lists all orders with their states.',
      inputSchema,
      execute: async () => orders,
    }),
    ...headroomTools({ headroom }),
  }
  const messages = []
  return {
    async ask(question) {
      messages.push({ role: 'user', content: question })
      const answer = streamText({ model, tools, messages, stopWhen: stepCountIs(6) })
      const text = await answer.text
      messages.push(...(await answer.response).messages)
      return text
    },
  }
}
