import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type HeldBody, readBytes } from '../../../src/engine/dialects/index.ts'
import type { Edit } from '../../../src/engine/ir/conversation.ts'
import { isSameBytes } from '../../../src/engine/text/same-bytes.ts'
import type { Call, Form, Turn } from '../../suites/dialect.ts'
import { forms } from './forms.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function read(bytes: Uint8Array, before: readonly HeldBody[], compressUser: boolean): HeldBody {
  return (
    readBytes(bytes, { before, compressUser, isSame: isSameBytes }) ?? expect.unreachable('no body')
  )
}

const anyCall: fc.Arbitrary<Call> = fc.record({
  tool: fc.constantFrom('bash', 'read_file'),
  command: fc.constantFrom('ls', 'cat "ä"'),
  text: fc.constantFrom('ok', 'é – 🔥 "quoted"\n'.repeat(12), 'plain words '.repeat(20)),
  manner: fc.nat({ max: 3 }),
})

const anyTurn: fc.Arbitrary<Turn> = fc.record({
  ask: fc.constantFrom('Go on.', 'Weiter – bitte', '```json\n{"a": [1, 2, "ü"]}\n```\n'),
  calls: fc.array(anyCall, { minLength: 1, maxLength: 3 }),
  answer: fc.constantFrom('Done.', ''),
})

interface Step {
  readonly turns: readonly Turn[]
  /** Elements kept from the start, counted from the end. */
  readonly dropped: number
  /** Whether the end of the body changes, too. */
  readonly ending: number
  /** The open blocks that are written, as bits. */
  readonly edited: number
  readonly word: string
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  turns: fc.array(anyTurn, { maxLength: 2 }),
  dropped: fc.constantFrom(0, 0, 0, 1, 2, 5),
  ending: fc.constantFrom(0, 0, 0, 1),
  edited: fc.nat({ max: 0xffff }),
  word: fc.constantFrom('short', 'kürzer\n', '"\\'),
})

function elementsAfter(
  form: Form,
  before: readonly unknown[],
  { turns, dropped }: Step,
): readonly unknown[] {
  const kept = before.slice(0, Math.max(1, before.length - dropped))
  return [...kept, ...turns.flatMap((turn, at) => form.turn(turn, kept.length + at))]
}

/** Edits of some open blocks; those that were chosen before are often chosen again. */
function editsOf(held: HeldBody, { edited, word }: Step): readonly Edit[] {
  const open = held.conversation.messages
    .flatMap(({ blocks }) => blocks)
    .filter(({ seal }) => seal === 'open')
  return open.flatMap(({ id, text }, at) =>
    ((edited >> (at % 16)) & 1) === 1 ? [{ block: id, text: `${word}${text.slice(0, 3)}` }] : [],
  )
}

describe.each(Object.entries(forms))('a body that goes on: %s', (_name, form) => {
  it.each([false, true])('law: is what it is without what came before: %s', (compressUser) => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 2, maxLength: 6 }), (steps) => {
        let elements: readonly unknown[] = form.turn(
          { ask: 'Begin – 🔥', calls: [], answer: 'Yes.' },
          0,
        )
        let [before, edits]: [readonly HeldBody[], readonly Edit[]] = [[], []]
        for (const step of steps) {
          elements = elementsAfter(form, elements, step)
          const ending = step.ending === 1 ? { user: 'ö', tools: form.tools('bash') } : {}
          const bytes = bytesOf(JSON.stringify({ ...form.body(elements), ...ending }))
          const [warm, cold] = [read(bytes, before, compressUser), read(bytes, [], compressUser)]
          expect(warm.conversation).toEqual(cold.conversation)
          expect([warm.dialect, warm.opening.root]).toEqual([cold.dialect, cold.opening.root])
          const known = new Map(edits.map((edit) => [`${edit.block} ${edit.text}`, edit]))
          // The very same edits come again for as long as decisions stand.
          edits = editsOf(cold, step).map((edit) => known.get(`${edit.block} ${edit.text}`) ?? edit)
          const insertions = [{ at: cold.parts.frame.text.length - 1, text: ',"x":"…"' }]
          const written = textOf(cold.write(edits, insertions))
          expect(textOf(warm.write(edits, insertions))).toBe(written)
          expect(() => JSON.parse(written)).not.toThrow()
          before = [...before.slice(-1), warm]
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('calls of a body that goes on', () => {
  const inputs = (held: HeldBody): readonly (string | undefined)[] =>
    held.conversation.messages
      .flatMap(({ blocks }) => blocks)
      .filter(({ kind }) => kind === 'tool-result')
      .map(({ origin }) => origin?.input)
  const goesOn = (member: string, first: readonly unknown[], then: readonly unknown[]) => {
    const before = read(bytesOf(JSON.stringify({ [member]: first })), [], false)
    return inputs(read(bytesOf(JSON.stringify({ [member]: then })), [before], false))
  }

  it('are forgotten with the messages that made them', () => {
    const ask = { role: 'user', content: 'Look' }
    const call = (id: string) => ({
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name: 'bash', arguments: `{"${id}":1}` } }],
    })
    const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: 'ok' })
    const first = [ask, call('a')]
    const then = [ask, call('b'), result('a'), result('b')]
    expect(goesOn('messages', first, then)).toEqual([undefined, '{"b":1}'])
  })

  it('wait for their answers as they did', () => {
    const text = 'a long answer '.repeat(20)
    const calls = [1, 2, 3].map((n) => ({ functionCall: { name: 'bash', args: { n } } }))
    const answer = {
      role: 'user',
      parts: [{ functionResponse: { name: 'bash', response: { text } } }],
    }
    const ask = { role: 'user', parts: [{ text: 'Look' }] }
    const first = [ask, { role: 'model', parts: calls }, answer]
    expect(goesOn('contents', first, [...first, answer])).toEqual(['{"n":1}', '{"n":2}'])
  })
})
