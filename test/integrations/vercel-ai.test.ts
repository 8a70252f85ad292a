import { generateText, jsonSchema, stepCountIs, streamText, tool, wrapLanguageModel } from 'ai'
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { createHeadroom, expand, memoryStore } from '../../src/runtime-node/index.ts'
import {
  compressVercelMessages,
  headroomMiddleware,
  headroomTools,
} from '../../src/runtime-node/integrations.ts'

const rows = Array.from({ length: 200 }, (_, at) => ({
  id: at + 1,
  name: `service-${at + 1}`,
  region: 'eu-central-1',
  state: at === 77 ? 'failed' : 'running',
}))
const log = rows
  .map(({ id, state }) => `2026-11-23T10:00:00Z INFO job ${id} is ${state}`)
  .join('\n')

const usage = {
  inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
}

type LanguageModelV3CallOptions = Parameters<MockLanguageModelV3['doGenerate']>[0]
type Prompt = LanguageModelV3CallOptions['prompt']

/** A model that calls every tool it is given once, then answers; it keeps what it was asked. */
function scriptedModel(calls: readonly string[]) {
  const prompts: Prompt[] = []
  const next = () => {
    const toolName = calls[prompts.length - 1]
    return toolName === undefined
      ? { finish: 'stop' as const, content: [{ type: 'text' as const, text: 'service-78 failed' }] }
      : {
          finish: 'tool-calls' as const,
          content: [
            {
              type: 'tool-call' as const,
              toolCallId: `call-${prompts.length}`,
              toolName,
              input: '{}',
            },
          ],
        }
  }
  const model = new MockLanguageModelV3({
    modelId: 'gpt-4o',
    doGenerate: async ({ prompt }) => {
      prompts.push(prompt)
      const { finish, content } = next()
      return { content, finishReason: { unified: finish, raw: finish }, usage, warnings: [] }
    },
    doStream: async ({ prompt }) => {
      prompts.push(prompt)
      const { finish, content } = next()
      const [part] = content
      const said =
        part?.type === 'text'
          ? [
              { type: 'text-start' as const, id: '1' },
              { type: 'text-delta' as const, id: '1', delta: part.text },
              { type: 'text-end' as const, id: '1' },
            ]
          : content
      return {
        stream: simulateReadableStream({
          chunks: [
            ...said,
            { type: 'finish' as const, finishReason: { unified: finish, raw: finish }, usage },
          ] as never[],
        }),
      }
    },
  })
  return { model, prompts }
}

const inputSchema = jsonSchema<object>({ type: 'object', properties: {} })
const tools = {
  list_services: tool({ description: 'lists', inputSchema, execute: async () => rows }),
  read_log: tool({ description: 'reads', inputSchema, execute: async () => log }),
}

interface Part {
  readonly type: string
  readonly output?: { readonly type: string; readonly value?: unknown }
}

function resultsIn(prompt: Prompt = []) {
  const parts = prompt.flatMap(({ content }): readonly Part[] =>
    typeof content === 'string' ? [] : content,
  )
  return parts.flatMap(({ type, output }) =>
    type === 'tool-result' && output !== undefined ? [output] : [],
  )
}

async function originalOf(packed: unknown): Promise<unknown> {
  const messages = await expand([{ role: 'tool', content: String(packed) }])
  return messages[0]?.content
}

describe('headroomMiddleware', () => {
  it('packs what tools give back, texts and values, and loses nothing', async () => {
    const { model, prompts } = scriptedModel(['list_services', 'read_log'])
    const reports: number[] = []
    const middleware = headroomMiddleware({
      onReport: ({ tokensBefore, tokensAfter }) => reports.push(tokensBefore - tokensAfter),
    })
    const { text } = await generateText({
      model: wrapLanguageModel({ model, middleware }),
      tools,
      stopWhen: stepCountIs(5),
      prompt: 'Which service failed?',
    })
    expect(text).toBe('service-78 failed')
    const [services, lines] = resultsIn(prompts[2])
    expect(services?.type).toBe('text')
    expect(String(services?.value)).toMatch(/^\[packed /)
    expect(JSON.parse(String(await originalOf(services?.value)))).toEqual(rows)
    expect(await originalOf(lines?.value)).toBe(log)
    expect(reports[2]).toBeGreaterThan(2000)
  })

  it('sends what it sent the turn before', async () => {
    const { model, prompts } = scriptedModel(['list_services', 'read_log'])
    await generateText({
      model: wrapLanguageModel({ model, middleware: headroomMiddleware() }),
      tools,
      stopWhen: stepCountIs(5),
      prompt: 'Which service failed?',
    })
    const [, before = [], after = []] = prompts
    expect(after.slice(0, before.length)).toEqual(before)
  })

  it('serves streams', async () => {
    const { model, prompts } = scriptedModel(['read_log'])
    const result = streamText({
      model: wrapLanguageModel({ model, middleware: headroomMiddleware() }),
      tools,
      stopWhen: stepCountIs(5),
      prompt: 'Which service failed?',
    })
    expect(await result.text).toBe('service-78 failed')
    expect(JSON.stringify(resultsIn(prompts[1]))).toContain('[packed ')
  })

  it('folds only where the model is given the recall tool', async () => {
    const long = Array.from({ length: 3000 }, (_, at) => {
      const time = new Date(1_700_000_000_000 + at * 977).toISOString()
      return `${time} INFO worker-${at % 7} took ${Math.sin(at)} of ${Math.cos(at * 7)}`
    }).join('\n')
    const headroom = await createHeadroom({ store: memoryStore() })
    const asked = async (names: readonly string[]) => {
      const { model, prompts } = scriptedModel(['tail'])
      const execute = async () => long
      const given = names.map((name) => [name, tool({ description: name, inputSchema, execute })])
      await generateText({
        model: wrapLanguageModel({ model, middleware: headroomMiddleware({ headroom }) }),
        tools: Object.fromEntries(given),
        stopWhen: stepCountIs(3),
        prompt: 'What is the 7th?',
      })
      return JSON.stringify(resultsIn(prompts[1]))
    }
    expect(await asked(['tail'])).not.toContain('headroom_retrieve')
    expect(await asked(['tail', 'headroom_retrieve'])).toContain('headroom_retrieve')
  })

  it('answers a recall through the tool it brings', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => {
      const time = new Date(1_700_000_000_000 + at * 977).toISOString()
      return `${time} INFO worker-${at % 7} took ${Math.sin(at)} of ${Math.cos(at * 7)}`
    })
    const headroom = await createHeadroom({ store: memoryStore() })
    const asked: LanguageModelV3CallOptions[] = []
    const model = new MockLanguageModelV3({
      modelId: 'gpt-4o',
      doGenerate: async (options) => {
        asked.push(options)
        const ref = /headroom_retrieve\(ref=\\?"([^"\\]+)/.exec(JSON.stringify(options.prompt))?.[1]
        const calls = [
          { toolName: 'tail', input: '{}' },
          {
            toolName: 'headroom_retrieve',
            input: JSON.stringify({ hash: ref, lines: [1500, 1501] }),
          },
        ]
        const call = calls[asked.length - 1]
        const base = { usage, warnings: [] }
        if (call === undefined) {
          const content = [{ type: 'text' as const, text: 'done' }]
          return { ...base, content, finishReason: { unified: 'stop', raw: 'stop' } }
        }
        const content = [
          { type: 'tool-call' as const, toolCallId: `call-${asked.length}`, ...call },
        ]
        return { ...base, content, finishReason: { unified: 'tool-calls', raw: 'tool_calls' } }
      },
    })
    const execute = async () => lines.join('\n')
    await generateText({
      model: wrapLanguageModel({ model, middleware: headroomMiddleware({ headroom }) }),
      tools: { tail: tool({ inputSchema, execute }), ...headroomTools({ headroom }) },
      stopWhen: stepCountIs(5),
      prompt: 'What is line 1500?',
    })
    const offered = asked[0]?.tools?.find(({ name }) => name === 'headroom_retrieve')
    expect(offered).toMatchObject({ inputSchema: { type: 'object', required: ['hash'] } })
    const [, slice] = resultsIn(asked[2]?.prompt)
    expect(slice?.value).toBe(`[lines 1500-1501 of 3000]\n${lines.slice(1499, 1501).join('\n')}`)
  })

  it('hands on what it cannot compress, and says what was asked wrongly', async () => {
    const closed = await createHeadroom()
    await closed.close()
    const { model } = scriptedModel([])
    const wrapped = wrapLanguageModel({
      model,
      middleware: headroomMiddleware({ headroom: closed }),
    })
    await expect(generateText({ model: wrapped, prompt: 'Hello' })).rejects.toThrow(/closed/)
    const broken = Promise.resolve({
      compress: async () => Promise.reject(new Error('no memory')),
    } as never)
    const failing = wrapLanguageModel({
      model,
      middleware: headroomMiddleware({ headroom: broken }),
    })
    expect((await generateText({ model: failing, prompt: 'Hello' })).text).toBe('service-78 failed')
  })
})

describe('compressVercelMessages', () => {
  const result = (output: unknown) => ({
    role: 'tool' as const,
    content: [{ type: 'tool-result' as const, toolCallId: '1', toolName: 'read', output }],
  })

  it('takes the messages of an application, and leaves all else the same object', async () => {
    const image = { type: 'file-data', data: 'AAAA', mediaType: 'image/png' }
    const messages = [
      { role: 'system' as const, content: 'Be brief.' },
      { role: 'user' as const, content: [{ type: 'text' as const, text: log }] },
      result({ type: 'content', value: [image, { type: 'text', text: log }] }),
      result({ type: 'error-json', value: rows }),
      result({ type: 'execution-denied', reason: 'no' }),
    ]
    const smaller = await compressVercelMessages(messages as never[])
    expect(smaller.map((message, at) => message === messages[at])).toEqual([
      true,
      true,
      false,
      false,
      true,
    ])
    const [first, second] = smaller
      .slice(2)
      .map((message) => (message as (typeof messages)[2]).content[0])
    const parts = (first as { output: { value: { text: string }[] } }).output.value
    expect(parts[0]).toBe(image)
    expect(await originalOf(parts[1]?.text)).toBe(log)
    expect((second as { output: { type: string } }).output.type).toBe('error-text')
  })
})
