import { describe, expect, it } from 'vitest'
import { createHeadroom, expand, findRefs } from '../../src/runtime-node/index.ts'
import { headroomLangChain, headroomProcessor } from '../../src/runtime-node/integrations.ts'

/** The packages are this folder's own, which the compiler need not have. */
const load = async (name: string): Promise<Record<string, Any>> => await import(name)
// biome-ignore lint/suspicious/noExplicitAny: what packages of other people's offer
type Any = any

const rows = Array.from({ length: 200 }, (_, id) => ({
  id,
  name: `user ${id * 7919}`,
  email: `u${(id * 104_729) % 9973}@example.com`,
  note: `was seen ${(id * 31) % 97} times from zone ${(id * 17) % 13}`,
}))
const text = JSON.stringify(rows)
const HASH = { type: 'object', properties: { hash: { type: 'string' } } } as const

/** What the model read last of a tool's result. */
type Seen = string[]

describe('a LangChain agent', () => {
  async function agentWith(headroom: Any, calls: (seen: Seen) => readonly Any[]) {
    const { createAgent, tool } = await load('langchain')
    const { BaseChatModel } = await load('@langchain/core/language_models/chat_models')
    const { AIMessage } = await load('@langchain/core/messages')
    const seen: Seen = []
    class Scripted extends BaseChatModel {
      _llmType(): string {
        return 'scripted'
      }
      bindTools(): this {
        return this
      }
      async _generate(messages: readonly Any[]): Promise<unknown> {
        const last = messages.at(-1)
        if (last?.getType() === 'tool') seen.push(String(last.content))
        const [call] = calls(seen)
        const message = new AIMessage(
          call === undefined
            ? 'done'
            : { content: '', tool_calls: [{ id: `c${seen.length}`, ...call }] },
        )
        return { generations: [{ text: '', message }] }
      }
    }
    const list = tool(async () => text, { name: 'list', description: 'lists', schema: HASH })
    const retrieve = tool(async ({ hash }: Any) => (await headroom.retrieve(hash)).content, {
      name: 'headroom_retrieve',
      description: 'gives what was left out',
      schema: HASH,
    })
    const agentOf = (tools: readonly Any[]) =>
      createAgent({
        model: new (Scripted as Any)({}),
        tools,
        middleware: [headroomLangChain({ headroom, preset: 'aggressive' })],
      })
    return { seen, agentOf, list, retrieve }
  }

  it('reads less, and its state keeps all', async () => {
    const headroom = await createHeadroom()
    const script = (seen: Seen) => (seen.length === 0 ? [{ name: 'list', args: {} }] : [])
    const { seen, agentOf, list } = await agentWith(headroom, script)
    const { messages } = await agentOf([list]).invoke({
      messages: [{ role: 'user', content: '?' }],
    })
    expect(messages[2].content).toBe(text)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.length).toBeLessThan(text.length / 1.5)
    const [message] = await expand([{ role: 'tool', content: seen[0] ?? '' }])
    expect(JSON.parse(String(message?.content))).toEqual(rows)
  })

  it('looks up what was folded, where it has the tool', async () => {
    const headroom = await createHeadroom()
    const script = (seen: Seen) => {
      if (seen.length === 0) return [{ name: 'list', args: {} }]
      const [hash] = findRefs(seen[0] ?? '')
      return seen.length === 1 ? [{ name: 'headroom_retrieve', args: { hash } }] : []
    }
    const { seen, agentOf, list, retrieve } = await agentWith(headroom, script)
    await agentOf([list, retrieve]).invoke({ messages: [{ role: 'user', content: '?' }] })
    expect(seen[0]?.length).toBeLessThan(text.length / 4)
    expect(seen[1]).toBe(text)
  })
})

describe('a Mastra agent', () => {
  it('reads less at every step, and what it remembers is whole', async () => {
    const [{ Agent }, { createTool }, { z }] = [
      await load('@mastra/core/agent'),
      await load('@mastra/core/tools'),
      await load('zod'),
    ]
    const prompts: Any[] = []
    const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 }
    const CALL = { type: 'tool-call', toolCallId: 'c1', toolName: 'list', input: '{}' }
    const SAYING = [
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'done' },
      { type: 'text-end', id: '1' },
    ]
    const model = {
      specificationVersion: 'v2',
      provider: 'scripted',
      modelId: 'scripted',
      supportedUrls: {},
      doGenerate: async () => expect.unreachable(),
      doStream: async ({ prompt }: Any) => {
        prompts.push(prompt)
        const isFirst = prompts.length === 1
        const said = isFirst ? [CALL] : SAYING
        const finishReason = isFirst ? 'tool-calls' : 'stop'
        const parts = [{ type: 'stream-start', warnings: [] }, ...said]
        return { stream: streamOf([...parts, { type: 'finish', finishReason, usage }]) }
      },
    }
    const list = createTool({
      id: 'list',
      description: 'lists',
      inputSchema: z.object({}),
      execute: async () => text,
    })
    const agent = new Agent({
      id: 'agent',
      name: 'agent',
      instructions: 'help',
      model,
      tools: { list },
      inputProcessors: [headroomProcessor()],
    })
    const { stream } = agent
    const answer = await (await stream.call(agent, '?')).getFullOutput()
    expect(answer.text).toBe('done')
    const read = prompts[1].at(-1).content.at(-1).output.value
    expect(read.length).toBeLessThan(text.length / 1.5)
    const [message] = await expand([{ role: 'tool', content: read }])
    expect(JSON.parse(String(message?.content))).toEqual(rows)
    expect(JSON.stringify(answer.toolResults)).toContain(JSON.stringify(text).slice(1, 200))
  })
})

function streamOf(parts: readonly unknown[]): ReadableStream<unknown> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
}
