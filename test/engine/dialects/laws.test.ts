import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import type { Block, Conversation } from '../../../src/engine/ir/conversation.ts'

const anyOptions = fc.record({ compressUser: fc.boolean() })
const anyText = fc.string({ unit: 'binary', maxLength: 12 })
const anyWords = fc.oneof(
  anyText,
  fc.constantFrom(
    '```\n{"a": 1}\n```\n',
    'x\r\n~~~\r\ny\r\n~~~',
    '{"a": [1]}',
    '[packed a#00000000]\n',
  ),
)
const anyId = fc.constantFrom('c1', 'c2', 'c3')
const anyName = fc.constantFrom('ls', 'cat', 'headroom_retrieve')

const anyPart = fc.oneof(
  fc.record({ type: fc.constant('text'), text: anyWords }),
  fc.record({ type: fc.constant('image'), source: fc.jsonValue({ maxDepth: 2 }) }),
  fc.record({ type: fc.constant('tool_use'), id: anyId, name: anyName, input: fc.jsonValue() }),
  fc.record({ type: fc.constant('thinking'), thinking: anyText, signature: anyText }),
  fc.jsonValue({ maxDepth: 2 }),
)
const anyResult = fc.record(
  {
    type: fc.constant('tool_result'),
    tool_use_id: anyId,
    content: fc.oneof(anyText, fc.array(anyPart, { maxLength: 3 })),
    is_error: fc.boolean(),
    cache_control: fc.constant({ type: 'ephemeral' }),
  },
  { requiredKeys: ['type', 'content'] },
)
const anyContent = fc.oneof(
  anyWords,
  fc.array(fc.oneof(anyPart, anyResult), { maxLength: 4 }),
  fc.constant(null),
)
const anyCall = fc.record({
  id: anyId,
  type: fc.constant('function'),
  function: fc.record({ name: anyName, arguments: anyText }),
})
const anyMessage = fc.oneof(
  fc.record(
    {
      role: fc.constantFrom('system', 'user', 'assistant', 'tool', 'function', 'developer', 'x'),
      content: anyContent,
      name: anyName,
      tool_call_id: anyId,
      tool_calls: fc.array(anyCall, { maxLength: 2 }),
      function_call: fc.record({ name: anyName, arguments: anyText }),
    },
    { requiredKeys: ['role', 'content'] },
  ),
  fc.jsonValue({ maxDepth: 2 }),
)
const anyFirst = fc.record({ role: fc.constantFrom('user', 'tool'), content: anyContent })
const anyMessages = fc
  .tuple(anyFirst, fc.array(anyMessage, { maxLength: 5 }))
  .map(([first, rest]): readonly unknown[] => [first, ...rest])
const anyBody = fc.oneof(
  anyMessages,
  fc.record(
    {
      messages: anyMessages,
      system: fc.oneof(anyText, fc.array(fc.record({ type: fc.constant('text'), text: anyText }))),
      tools: fc.array(fc.record({ name: anyName })),
      extra: fc.jsonValue(),
    },
    { requiredKeys: ['messages'] },
  ),
)

/** One way to write a value: spaces, escapes. Drawn from a list of choices, over and over. */
function spelled(value: unknown, choices: readonly number[]): string {
  let at = 0
  const choose = () => choices[at++ % choices.length] ?? 0
  const space = () => ['', ' ', '\n\t', '\r\n  '][choose() % 4] ?? ''
  const character = (unit: string) => {
    const code = unit.charCodeAt(0)
    if (unit === '/' && choose() % 2 === 0) return '\\/'
    if (unit === '"' || unit === '\\') return `\\${unit}`
    if (code >= 0x20 && choose() % 3 !== 0) return unit
    return `\\u${code.toString(16).padStart(4, '0')}`
  }
  const write = (inner: unknown): string => {
    if (typeof inner === 'string') return `"${inner.split('').map(character).join('')}"`
    if (Array.isArray(inner)) return `[${space()}${inner.map(write).join(`,${space()}`)}${space()}]`
    if (typeof inner !== 'object' || inner === null) return JSON.stringify(inner)
    const members = Object.entries(inner).map(
      ([key, item]) => `${write(key)}${space()}:${write(item)}`,
    )
    return `{${space()}${members.join(`${space()},`)}}`
  }
  return write(value)
}

const anyChoices = fc.array(fc.nat({ max: 23 }), { minLength: 1, maxLength: 40 })

function openBlocks({ messages }: Conversation): readonly Block[] {
  return messages.flatMap(({ blocks }) => blocks).filter(({ seal }) => seal === 'open')
}

describe('bodies as JSON text', () => {
  it('law: writing no edits gives back the very text, whatever it is', () =>
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), anyOptions, (text, options) => {
        const reading = readJsonBody(text, options)
        return reading === undefined || reading.write([]) === text
      }),
    ))

  it('law: text and live objects give the same conversation, and the same body', () =>
    fc.assert(
      fc.property(anyBody, anyChoices, anyOptions, (body, choices, options) => {
        const text = spelled(body, choices)
        const live = readBody(JSON.parse(text), options)
        const read = readJsonBody(text, options)
        expect(read?.conversation).toEqual(live.conversation)
        expect(read?.dialect).toBe(live.dialect)
        expect(read?.write([]) === text).toBe(true)
        const edits = openBlocks(live.conversation).map(({ id }, at) => ({
          block: id,
          text: `"${at}`,
        }))
        expect(JSON.parse(read?.write(edits) ?? '')).toEqual(live.write(edits))
      }),
    ))

  it('law: an edit changes its literal and no other byte', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyText, anyChoices, anyText), { minLength: 1, maxLength: 6 }),
        anyChoices,
        (results, choices) => {
          const frame = spelled(
            results.map(([,], at) => ({ role: 'tool', [`x/${at}`]: 1.5, content: at })),
            choices,
          )
          const fill = (literal: (at: number) => string) => {
            let at = 0
            return frame.replace(
              /(:)(\d+)(?=\s*[},])/g,
              (_all, colon) => `${colon}${literal(at++)}`,
            )
          }
          const text = fill((at) => spelled(results[at]?.[0], results[at]?.[1] ?? [0]))
          const reading = readJsonBody(text, { compressUser: false })
          const blocks = openBlocks(
            reading?.conversation ?? readBody([], { compressUser: false }).conversation,
          )
          expect(blocks.map((block) => block.text)).toEqual(results.map(([before]) => before))
          const edits = blocks.map(({ id }, at) => ({ block: id, text: results[at]?.[2] ?? '' }))
          const expected = fill((at) => {
            const [before, how, after] = results[at] ?? ['', [0], '']
            return before === after ? spelled(before, how) : JSON.stringify(after)
          })
          expect(reading?.write(edits)).toBe(expected)
        },
      ),
    ))
})

describe('bodies as live objects', () => {
  it('law: writing no edits gives back the very body, and reading changes nothing', () =>
    fc.assert(
      fc.property(anyBody, anyOptions, (body, options) => {
        const before = structuredClone(body)
        const same = readBody(body, options).write([]) === body
        expect(body).toEqual(before)
        return same
      }),
    ))

  it('law: how a message is read depends on nothing after it', () =>
    fc.assert(
      fc.property(anyMessages, fc.nat({ max: 6 }), anyOptions, (messages, count, options) => {
        const part = messages.slice(0, count)
        const all = readBody(messages, options).conversation.messages.slice(0, part.length)
        expect(readBody(part, options).conversation.messages).toEqual(all)
      }),
    ))

  it('law: what is not open is not changed by writing all that is', () =>
    fc.assert(
      fc.property(anyBody, anyOptions, (body, options) => {
        const reading = readBody(body, options)
        const edits = openBlocks(reading.conversation).map(({ id }) => ({ block: id, text: 'new' }))
        const again = readBody(reading.write(edits), { compressUser: false })
        const closed = readBody(body, { compressUser: false })
        if (options.compressUser) return
        const sealed = (conversation: Conversation) =>
          conversation.messages
            .flatMap(({ blocks }) => blocks)
            .filter(({ seal }) => seal !== 'open')
        expect(sealed(again.conversation)).toEqual(sealed(closed.conversation))
      }),
    ))
})
