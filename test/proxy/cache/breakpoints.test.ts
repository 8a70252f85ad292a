import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withBreakpoints } from '../../../src/proxy/cache/breakpoints.ts'
import { firstDifference } from '../../../src/proxy/cache/first-difference.ts'
import { prefixGroups } from '../../../src/proxy/cache/prefix-groups.ts'

const text = (words: string): object => ({ type: 'text', text: words })
const result = (id: string): object => ({ type: 'tool_result', tool_use_id: id, content: 'done' })
const call = (id: string): object => ({ type: 'tool_use', id, name: 'Bash', input: {} })
const tools = [{ name: 'Bash' }, { name: 'Read' }]

/** The first messages of a conversation that goes on and on. */
function conversation(turns: number): object[] {
  const messages: object[] = [{ role: 'user', content: 'Look around.' }]
  for (let at = 0; at < turns; at++) {
    messages.push(
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm' }, call(`c${at}`)] },
      { role: 'user', content: [result(`c${at}`), text(`turn ${at}`)] },
    )
  }
  return messages
}

/** Paths of all marks in a body. */
function marksIn(body: string | undefined): readonly string[] {
  const found: string[] = []
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'cache_control') found.push(path)
      else walk(inner, `${path}/${key}`)
    }
  }
  walk(JSON.parse(body ?? '{}'), '')
  return found
}

const marks = (body: object): readonly string[] => marksIn(withBreakpoints(JSON.stringify(body)))

describe('breakpoints', () => {
  it('stand behind the system text, where the request before ended, and at the end', () => {
    const system = [text('You are'), text('an agent.')]
    expect(marks({ tools, system, messages: conversation(3) })).toEqual([
      '/system/1',
      '/messages/4/content/1',
      '/messages/6/content/1',
    ])
  })

  it('stand on the last tool where there is no system text', () => {
    expect(marks({ tools, messages: conversation(0) })).toEqual([
      '/tools/1',
      '/messages/0/content/0',
    ])
    const deferred = [...tools, { name: 'Rare', defer_loading: true }]
    expect(marks({ tools: deferred, messages: conversation(0) })[0]).toBe('/tools/1')
  })

  it('make a list of a text that stands alone, and leave every other byte', () => {
    const body = '{"system": "You \\u00e9", "n":1.0,"messages":[{"role":"user","content":"hi"}]}'
    expect(withBreakpoints(body)).toBe(
      '{"system": [{"type":"text","text":"You \\u00e9","cache_control":{"type":"ephemeral"}}], "n":1.0,"messages":[{"role":"user","content":[{"type":"text","text":"hi","cache_control":{"type":"ephemeral"}}]}]}',
    )
  })

  it.each([
    ['on a tool', { tools: [{ name: 'a', cache_control: { type: 'ephemeral' } }], messages: [] }],
    ['on system text', { system: [{ ...text('a'), cache_control: { type: 'ephemeral' } }] }],
    [
      'on a block',
      { messages: [{ role: 'user', content: [{ ...text('a'), cache_control: {} }] }] },
    ],
    [
      'within a result',
      {
        messages: [
          {
            role: 'user',
            content: [{ ...result('a'), content: [{ ...text('a'), cache_control: {} }] }],
          },
        ],
      },
    ],
    ['for the whole request', { cache_control: { type: 'ephemeral' }, messages: conversation(1) }],
  ])('are the client’s alone where it has one %s', (_, body) => {
    expect(withBreakpoints(JSON.stringify(body))).toBeUndefined()
  })

  it('do not mind words about marks', () => {
    const quoted = { ...result('c0'), content: '{"cache_control":{"type":"ephemeral"}}' }
    const messages = [...conversation(0), { role: 'user', content: [quoted] }]
    expect(marks({ messages })).toEqual(['/messages/1/content/0'])
  })

  it.each([
    ['{'],
    ['[]'],
    ['null'],
    ['{"messages":[]}'],
    ['{"messages":[{"role":"user","content":" "}]}'],
    ['{"messages":[{"role":"user","content":[{"type":"thinking"},{"type":"odd"}]}]}'],
    ['{"messages":"x","system":3,"tools":{}}'],
  ])('have no place in %s', (body) => {
    expect(withBreakpoints(body)).toBeUndefined()
  })

  it('law: no prefix changes, marks only move on, and there are never more than four', () => {
    const shape = fc.record({
      system: fc.constantFrom(undefined, 'You are', [text('a'), text('b')]),
      tools: fc.constantFrom(undefined, [], tools),
      turns: fc.integer({ min: 0, max: 8 }),
    })
    fc.assert(
      fc.property(shape, ({ turns, ...head }) => {
        const [now, next] = [turns, turns + 1].map((count) =>
          JSON.stringify({ ...head, messages: conversation(count) }),
        )
        const [sent, then] = [withBreakpoints(now ?? '') ?? '', withBreakpoints(next ?? '') ?? '']
        const groups = (body: string) => prefixGroups(JSON.parse(body), 'anthropic')
        expect(firstDifference(groups(sent), groups(then))).toBeUndefined()
        expect(firstDifference(groups(now ?? ''), groups(sent))).toBeUndefined()
        expect(marksIn(then).length).toBeLessThanOrEqual(4)
        // The end of this request is marked again in the next, or it might not be found.
        expect(marksIn(then)).toContain(marksIn(sent).at(-1))
      }),
    )
  })
})
