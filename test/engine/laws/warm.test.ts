import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DecisionMemory, type RequestBody, readRequestBody } from '../../../src/engine/index.ts'
import { anyConversation } from './conversations.ts'
import { openEngine } from './engine-under-test.ts'
import { around, type Message } from './messages.ts'
import { serviceLogs } from './text-pool.ts'

const log = (serviceLogs.get('redis.log') ?? '').slice(0, 12_000)
const other = ([...serviceLogs.values()][1] ?? '').slice(0, 12_000)
const TOOLS = [{ name: 'bash', description: 'Runs it – or not.', input_schema: {} }]

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const parsed = (bytes: Uint8Array): { readonly messages: unknown } => JSON.parse(textOf(bytes))

function reread(bytes: Uint8Array, memories: readonly DecisionMemory[] = []): RequestBody {
  return readRequestBody(bytes, { memories }) ?? expect.unreachable()
}

/** What a client does to a conversation between two requests. */
interface Step {
  readonly change: 'grow' | 'grow' | 'cut' | 'edit' | 'again'
  readonly turns: readonly Message[]
  readonly at: number
  /** The newest message carries a marker, which was on another before. */
  readonly marked: boolean
  /** Where the other members stand, and how it is written. */
  readonly order: 'first' | 'last' | 'around'
  readonly indent: 0 | 1
  /** Absent, nothing but the messages tells whose format it is. */
  readonly system: string | undefined
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  change: fc.constantFrom('grow', 'grow', 'grow', 'cut', 'edit', 'again'),
  turns: anyConversation,
  at: fc.nat(),
  marked: fc.boolean(),
  order: fc.constantFrom('first', 'last', 'last', 'around'),
  indent: fc.constantFrom(0, 0, 0, 1),
  system: fc.constantFrom('Be brief.', 'Be brief.', 'Sei kürzer – bitte. 🔥', undefined),
})

function afterStep(before: readonly Message[], { change, turns, at }: Step): readonly Message[] {
  const place = at % (before.length + 1)
  if (change === 'again') return before
  if (change === 'cut') return [...before.slice(0, place), ...turns]
  if (change === 'grow') return [...before, ...turns]
  return [
    ...before.slice(0, place),
    { role: 'user', content: 'Ändere das…' },
    ...before.slice(place),
  ]
}

function bodyOf(messages: readonly Message[], { marked, order, indent, system }: Step): string {
  const last = messages.length - 1
  const said = messages.map((message, at) =>
    marked && at === last ? { ...message, cache_control: { type: 'ephemeral' } } : message,
  )
  const list = { messages: said }
  const rest = { system, tools: TOOLS, stream: true }
  const bodies = {
    first: { model: 'gpt-4o', ...rest, ...list },
    last: { model: 'gpt-4o', ...list, ...rest },
    around: { system, ...list, tools: TOOLS, model: 'gpt-4o' },
  }
  return JSON.stringify(bodies[order], undefined, indent)
}

describe('a body that begins like an earlier one', () => {
  it('law: is read, decided and written as if it were the first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { minLength: 2, maxLength: 6 }),
        fc.boolean(),
        async (steps, recall) => {
          const engine = await openEngine()
          const memories = [new DecisionMemory(), new DecisionMemory()] as const
          let messages: readonly Message[] = [{ role: 'user', content: 'Go on – 🔥' }]
          for (const step of steps) {
            messages = afterStep(messages, step)
            const bytes = bytesOf(bodyOf(messages, step))
            const cold = reread(bytes)
            const warm = reread(bytes, memories)
            expect(warm.facts).toEqual(cold.facts)
            expect(warm.frame).toBe(cold.frame)
            expect(warm.conversation).toEqual(cold.conversation)
            const insertions = [{ at: warm.frame.lastIndexOf(']'), text: ',{"name":"more"}' }]
            const options = { recall, insertions }
            const fresh = await (await openEngine()).compressRead(cold, options)
            const memory = memories[step.at % 2] ?? memories[0]
            const again = await engine.compressRead(warm, { ...options, memory })
            expect(textOf(again.bytes)).toBe(textOf(fresh.bytes))
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  it('says what a body as text comes to', async () => {
    const engine = await openEngine()
    const body = JSON.stringify({ model: 'gpt-4o', messages: around(log, 'Look at it – 🔥') })
    const { body: text, tokensAfter } = await engine.compressBody(body, { recall: true })
    const read = await engine.compressRead(reread(bytesOf(body)), { recall: true })
    expect([textOf(read.bytes), read.tokensAfter]).toEqual([text, tokensAfter])
  })

  it('is not read again where it began so: its messages are the very same', async () => {
    const engine = await openEngine()
    const memory = new DecisionMemory()
    const first = around(log, 'Look at it')
    const grown = [...first, ...around(other, 'And this')]
    const step = { marked: false, order: 'last', indent: 0, system: 'Be brief.' } as const
    const asked = (messages: readonly Message[]): Uint8Array =>
      bytesOf(bodyOf(messages, { ...step, change: 'grow', turns: [], at: 0 }))
    const before = reread(asked(first))
    await engine.compressRead(before, { recall: true, memory })
    const after = reread(asked(grown), [memory])
    const { messages } = before.conversation
    for (const [at, message] of messages.entries()) {
      expect(after.conversation.messages[at]).toBe(message)
    }
    expect(after.frame).toBe(before.frame)
    const { bytes, report } = await engine.compressRead(after, { recall: true, memory })
    expect(parsed(bytes).messages).not.toEqual(grown)
    expect(report.decisions.some(({ replayed = false }) => !replayed)).toBe(true)
    expect(report.decisions.filter(({ replayed = false }) => replayed)).toHaveLength(
      messages.flatMap(({ blocks }) => blocks).length,
    )
    expect(memory.size).toBeGreaterThan(bytes.length)
  })
})

describe('what only begins like a body', () => {
  const messages = [
    { role: 'user', content: 'é' },
    { role: 'assistant', content: 'ok' },
  ]
  const one = JSON.stringify(messages[0])
  const two = JSON.stringify(messages[1])
  const head = '{"model":"gpt-4o","messages":['
  const tail = '],"stream":true}'

  it.each([
    ['a comma too many', `${head}${one},${two},${tail}`],
    ['a blank after it', `${head}${one},${two}, ${tail}`],
    ['no comma', `${head}${one},${two}${two}${tail}`],
    ['a list that is closed twice', `${head}${one},${two}]${tail}`],
    ['the list once more', `${head}${one},${two}],"messages":[${one}${tail}`],
    ['something else behind it', `${head}${one},${two}${tail}{}`],
    ['a byte order mark inside', `${head}${one},${two},\ufeff${two}${tail}`],
    ['an element of another kind', `${head}${one},${two},1,null,"x"${tail}`],
    ['another end', `${head}${one},${two}],"stream":false,"tools":[]}`],
    ['nothing after it', `${head}${one},${two}`],
  ])('is read as it would be without: %s', async (_, text) => {
    const memory = new DecisionMemory()
    const engine = await openEngine()
    const before = reread(bytesOf(head + [one, two].join(',') + tail))
    await engine.compressRead(before, { memory })
    const cold = readRequestBody(bytesOf(text))
    const warm = readRequestBody(bytesOf(text), { memories: [memory] })
    expect(warm?.conversation).toEqual(cold?.conversation)
    expect(warm?.frame).toBe(cold?.frame)
    expect(warm?.facts).toEqual(cold?.facts)
  })

  it('is named by its messages, once nothing else tells whose format it is', async () => {
    const memory = new DecisionMemory()
    const engine = await openEngine()
    const called = `${head}${one},{"role":"assistant","content":null,"tool_calls":[]},${two}`
    const before = reread(bytesOf(`${called}],"system":"Be brief."}`))
    expect(before.facts.dialect).toBe('anthropic')
    await engine.compressRead(before, { memory })
    expect(reread(bytesOf(`${called}]}`), [memory]).facts.dialect).toBe('openai-chat')
  })

  it('is no text where it holds broken UTF-8', async () => {
    const memory = new DecisionMemory()
    const engine = await openEngine()
    const whole = bytesOf(head + [one, two].join(',') + tail)
    await engine.compressRead(reread(whole), { memory })
    const at = whole.length - bytesOf(tail).length - 4
    const broken = whole.map((byte, place) => (place === at ? 0xff : byte))
    expect(readRequestBody(broken, { memories: [memory] })).toBeUndefined()
  })
})
