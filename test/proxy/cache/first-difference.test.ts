import { describe, expect, it } from 'vitest'
import { describeTextChange } from '../../../src/proxy/cache/describe-change.ts'
import { firstDifference } from '../../../src/proxy/cache/first-difference.ts'
import { prefixGroups } from '../../../src/proxy/cache/prefix-groups.ts'

type Body = Readonly<Record<string, unknown>>

const difference = (
  before: Body,
  after: Body,
  format: 'anthropic' | 'openai-chat' = 'anthropic',
) => {
  const found = firstDifference(prefixGroups(before, format), prefixGroups(after, format))
  if (found === undefined) return undefined
  const { shareBehind: _, ...where } = found
  return where
}

const tool = (name: string, description = 'Does it.'): Body => ({ name, description })
const tools = [tool('Bash'), tool('Read')]
const text = (words: string): Body => ({ type: 'text', text: words })
const system = [text('You are an agent.'), text('Today is 2026-11-23, and all is well.')]
const said = [
  { role: 'user', content: 'What is there?' },
  { role: 'assistant', content: [text('Let me look.')] },
]
const body = { tools, system, messages: said }

describe('the first difference of two requests', () => {
  it('is none where the second only goes on', () => {
    expect(difference(body, body)).toBeUndefined()
    const longer = { ...body, messages: [...said, { role: 'user', content: 'Go on.' }] }
    expect(difference(body, longer)).toBeUndefined()
  })

  it('is none where only marks of the cache moved, and a block was unwrapped', () => {
    const marked = {
      ...body,
      messages: [
        {
          role: 'user',
          content: [{ ...text('What is there?'), cache_control: { type: 'ephemeral' } }],
        },
      ],
    }
    expect(difference(marked, body)).toBeUndefined()
  })

  it.each([
    [
      'a date in the system text',
      { system: [system[0], text('Today is 2026-11-24, and all is well.')] },
      { place: 'system[1].text', offset: 9, what: 'a date' },
    ],
    [
      'a tool more',
      { tools: [...tools, tool('Edit')] },
      { place: 'tools[2]', what: 'tools: 1 came, 0 went' },
    ],
    [
      'a tool less',
      { tools: [tool('Read')] },
      { place: 'tools[0]', what: 'tools: 0 came, 1 went' },
    ],
    [
      'tools in another order',
      { tools: [...tools].reverse() },
      { place: 'tools[0]', what: 'tools in another order' },
    ],
    [
      'a tool that says otherwise what it does',
      { tools: [tools[0], tool('Read', 'Does it 2 times.')] },
      { place: 'tools[1].description', offset: 7, what: 'a text' },
    ],
    [
      'keys in another order',
      { tools: [{ description: 'Does it.', name: 'Bash' }, tools[1]] },
      { place: 'tools[0]', what: 'keys in another order' },
    ],
    [
      'another number',
      { system: [{ ...system[0], n: 1 }, system[1]] },
      { place: 'system[0].n', what: 'another value' },
    ],
    [
      'a block of system text less',
      { system: [system[0]] },
      { place: 'system[1]', what: 'fewer system than before' },
    ],
    [
      'an older message',
      { messages: [{ role: 'user', content: 'What was there?' }] },
      { place: 'messages[0].content', offset: 5, what: 'a text' },
    ],
    [
      'messages gone',
      { messages: [said[0]] },
      { place: 'messages[1]', what: 'fewer messages than before' },
    ],
  ])('is %s', (_, change, expected) => {
    expect(difference(body, { ...body, ...change })).toEqual(expected)
  })

  it('finds the instructions of OpenAI’s formats at the head of what is said', () => {
    const chat = (time: string): Body => ({
      messages: [{ role: 'system', content: `It is ${time} now.` }, ...said],
    })
    expect(difference(chat('10:15'), chat('10:16'), 'openai-chat')).toEqual({
      place: 'messages[0].content',
      offset: 6,
      what: 'a time',
    })
  })

  it('tells how much stands behind it', () => {
    const before = prefixGroups({ ...body, tools: [tool('A'), ...tools] }, 'anthropic')
    const behind = firstDifference(before, prefixGroups(body, 'anthropic'))?.shareBehind ?? 0
    expect(behind).toBeGreaterThan(0.9)
    const late = { ...body, messages: [said[0], { role: 'assistant', content: 'x' }] }
    const last = firstDifference(prefixGroups(body, 'anthropic'), prefixGroups(late, 'anthropic'))
    expect(last?.shareBehind).toBeLessThan(0.2)
  })

  it.each([[null], ['text'], [3], [[1]], [{ tools: 'x', system: 3, messages: null }], [{}]])(
    'copes with %j',
    (odd) => {
      const groups = prefixGroups(odd, 'anthropic')
      expect(firstDifference(groups, groups)).toBeUndefined()
      firstDifference(groups, prefixGroups(body, 'anthropic'))
      firstDifference(prefixGroups(body, 'anthropic'), groups)
    },
  )

  it('copes with nesting beyond reason', () => {
    const nested = (depth: number): unknown =>
      JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`)
    const groups = prefixGroups({ messages: [nested(5000)] }, 'anthropic')
    expect(firstDifference(groups, groups)).toBeUndefined()
  })
})

describe('what changed in a text', () => {
  it.each([
    ['Today is 2026-11-23.', 'Today is 2026-11-24.', 9, 'a date'],
    ['Today is 11/23/2026.', 'Today is 11/24/2026.', 9, 'a date'],
    ['Today is Mon Nov 23 2026.', 'Today is Tue Nov 24 2026.', 9, 'a date'],
    ['on November 23, 2026', 'on November 24, 2026', 12, 'a date'],
    ['at 2026-11-23T10:00:00.123Z it', 'at 2026-11-23T10:00:07.901Z it', 3, 'a date with a time'],
    ['at 10:15:02 it', 'at 10:16:40 it', 3, 'a time'],
    ['at 1763892102 it', 'at 1763892199 it', 3, 'a time stamp'],
    ['call 12 of 20', 'call 13 of 20', 5, 'a number'],
    [
      'session 0b8ac3d1-7f6e-4a3b-9c2d-112233445566 is',
      'session 9b8ac3d1-7f6e-4a3b-9c2d-112233445567 is',
      8,
      'a UUID',
    ],
    ['commit 9f86d081884c7d65', 'commit 1f86d081884c7d60', 7, 'a hexadecimal id'],
    ['request req_011CV3kf', 'request req_022CV3kg', 8, 'an id'],
    ['a long sentence', 'another sentence', 1, 'a text'],
    ['same', 'same and more', 4, 'a text'],
  ])('%j, %j', (before, after, offset, what) => {
    expect(describeTextChange(before, after)).toEqual({ offset, what })
  })

  it('never quotes it', () => {
    const { what } = describeTextChange('the password is hunter2', 'the password is hunter3')
    expect(what).not.toContain('hunter')
  })
})
