/**
 * A model as the `ai` package calls them (language model specification 3), which follows a script: it lists the
 * orders, looks the one that is asked for up where it was left out of sight, and answers.
 */
export function scriptedModel({ onRead }) {
  const doStream = async ({ prompt }) => {
    const read = lastResult(prompt)
    if (read !== undefined) onRead(read)
    return { stream: streamOf(partsOf(nextStep(questionIn(prompt), read))) }
  }
  return {
    specificationVersion: 'v3',
    provider: 'scripted',
    modelId: 'gpt-4o',
    supportedUrls: {},
    doStream,
    doGenerate: async () => {
      throw new Error('the script only streams')
    },
  }
}

const REF = /headroom_retrieve\(ref="([0-9a-f]+)"/

function nextStep(question, read) {
  if (read === undefined) return { call: 'list_orders', input: {} }
  const [wanted = '1077'] = /\d{4}/.exec(question) ?? []
  const note = /card declined[^"\n|,]*/.exec(read)?.[0]
  if (read.includes(wanted) && note !== undefined) {
    return { text: `Order ${wanted} failed: ${note}.` }
  }
  const [, hash] = REF.exec(read) ?? []
  if (hash === undefined) return { text: `I can't find order ${wanted}.` }
  return { call: 'headroom_retrieve', input: { hash, search: wanted } }
}

function partsOf({ text, call, input }) {
  const usage = {
    inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 0, text: 0, reasoning: 0 },
  }
  const finish = call === undefined ? 'stop' : 'tool-calls'
  const said =
    call === undefined
      ? [
          { type: 'text-start', id: '1' },
          { type: 'text-delta', id: '1', delta: text },
          { type: 'text-end', id: '1' },
        ]
      : [
          {
            type: 'tool-call',
            toolCallId: crypto.randomUUID(),
            toolName: call,
            input: JSON.stringify(input),
          },
        ]
  return [
    { type: 'stream-start', warnings: [] },
    ...said,
    { type: 'finish', finishReason: { unified: finish, raw: finish }, usage },
  ]
}

function streamOf(parts) {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
}

function questionIn(prompt) {
  const said = prompt.findLast(({ role }) => role === 'user')
  return said.content.map(({ text = '' }) => text).join(' ')
}

/** What a tool gave since the question. */
function lastResult(prompt) {
  const last = prompt.at(-1)
  if (last?.role !== 'tool') return undefined
  const { output } = last.content.at(-1)
  return typeof output.value === 'string' ? output.value : JSON.stringify(output.value)
}
