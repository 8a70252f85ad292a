import fc from 'fast-check'
import type { Message } from './messages.ts'
import { anyToolText, strangeMarker } from './text-pool.ts'

interface Call {
  readonly tool: string
  readonly input: { readonly command: string }
  readonly text: string
  /** Whether Anthropic's form gives the text as a list of one block. */
  readonly listed: boolean
}

interface Turn {
  readonly ask: string
  readonly calls: readonly Call[]
  readonly answer: string
}

const anyWords = fc.constantFrom(
  'Which worker lost a job?',
  'List the failed orders of Ada.',
  'why is the api slow',
  `An earlier answer said ${strangeMarker}`,
  '[packed json#deadbeef]\n[1,2]',
  '',
)

const anyCall: fc.Arbitrary<Call> = fc.record({
  tool: fc.constantFrom('bash', 'read_file', 'mcp__shop__list_orders'),
  input: fc.record({
    command: fc.constantFrom('tail -n 200 app.log', 'grep ERROR', 'cat data.json'),
  }),
  text: anyToolText,
  listed: fc.boolean(),
})

const anyTurn: fc.Arbitrary<Turn> = fc.record({
  ask: anyWords,
  calls: fc.array(anyCall, { minLength: 1, maxLength: 2 }),
  answer: anyWords,
})

/** Whole conversations in OpenAI's or Anthropic's form. */
export const anyConversation: fc.Arbitrary<readonly Message[]> = fc
  .tuple(fc.array(anyTurn, { minLength: 1, maxLength: 3 }), fc.constantFrom(openAi, anthropic))
  .map(([turns, form]) => [
    { role: 'system', content: `Be brief. ${strangeMarker}` },
    ...turns.flatMap((turn, at) => form(turn, at)),
  ])

function openAi({ ask, calls, answer }: Turn, at: number): readonly Message[] {
  const id = (index: number) => `call_${at}_${index}`
  const toolCalls = calls.map(({ tool, input }, index) => ({
    id: id(index),
    type: 'function',
    function: { name: tool, arguments: JSON.stringify(input) },
  }))
  const results = calls.map(({ text, listed }, index) => ({
    role: 'tool',
    tool_call_id: id(index),
    content: listed ? [{ type: 'text', text }] : text,
  }))
  return [
    { role: 'user', content: ask },
    { role: 'assistant', content: null, tool_calls: toolCalls },
    ...results,
    { role: 'assistant', content: answer },
  ]
}

function anthropic({ ask, calls, answer }: Turn, at: number): readonly Message[] {
  const id = (index: number) => `toolu_${at}_${index}`
  const uses = calls.map(({ tool, input }, index) => ({
    type: 'tool_use',
    id: id(index),
    name: tool,
    input,
  }))
  const results = calls.map(({ text, listed }, index) => ({
    type: 'tool_result',
    tool_use_id: id(index),
    ...(index === 1 && { is_error: true, cache_control: { type: 'ephemeral' } }),
    content: listed ? [{ type: 'text', text }] : text,
  }))
  return [
    { role: 'user', content: [{ type: 'text', text: ask }] },
    { role: 'assistant', content: [{ type: 'text', text: 'Let me look.' }, ...uses] },
    { role: 'user', content: results },
    { role: 'assistant', content: answer },
  ]
}
