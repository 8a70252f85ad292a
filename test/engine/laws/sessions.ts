import fc from 'fast-check'
import type { Message } from './messages.ts'
import { serviceLogs } from './text-pool.ts'

/** Lines of files, plain ones and such as read like our own forms. */
const anyFileLine = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom('const', 'let', '  return', 'if ('), fc.nat({ max: 400 }))
      .map(([word, at]) => `${word} someName${at} = other${at * 7}.call(first, second${at})`),
  },
  { weight: 3, arbitrary: fc.constantFrom('', '}', '  }', '});', '\t', '{', ']') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '[all of A]',
      '[lines 1-20 of A]',
      '[line 3 of B, numbered +1]',
      '[the next 3 lines are packed]',
      '\\[all of A]',
      '\\\\[lines 2',
      '[A: cat a.txt, 1 tool result above]',
      '[packed again#00000000 lines that stand above are named]',
      '[… lines 4-40 (37) left out]',
      '    12\tnumbered already',
      '10:20:30 a time of day',
      'ends with a carriage return, like all of its kind\r',
      '\ud800 half a character, and some words to be told by',
    ),
  },
)

const anyFile = fc.array(anyFileLine, { minLength: 12, maxLength: 70 })

interface Edit {
  readonly at: number
  readonly removed: number
  readonly added: readonly string[]
}

const anyEdit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: 70 }),
  removed: fc.nat({ max: 4 }),
  added: fc.array(anyFileLine, { maxLength: 4 }),
})

/** One step of a session: something is changed, then read in some way. */
interface Step {
  readonly file: number
  readonly edit: Edit | undefined
  readonly look:
    | 'plain'
    | 'numbered'
    | 'padded'
    | 'half'
    | 'json'
    | 'rows'
    | 'log'
    | 'both'
    | 'written'
  readonly ends: boolean
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  file: fc.nat({ max: 1 }),
  edit: fc.option(anyEdit, { nil: undefined }),
  look: fc.constantFrom(
    'plain',
    'plain',
    'numbered',
    'padded',
    'half',
    'json',
    'rows',
    'log',
    'log',
    'both',
    'written',
    'written',
  ),
  ends: fc.boolean(),
})

const log = serviceLogs.get('etcd.log')?.split('\n').slice(0, 120) ?? []

/** What the agent reads: the same files again and again, changed in between, and a log that grows. */
function textsOf(files: readonly (readonly string[])[], steps: readonly Step[]): readonly string[] {
  const now = files.map((lines) => [...lines])
  return steps.map(({ file, edit, look, ends }, at) => {
    const lines = now[file] ?? []
    if (edit !== undefined) lines.splice(edit.at, edit.removed, ...edit.added)
    return viewOf(now, lines, { look, at }) + (ends ? '\n' : '')
  })
}

function viewOf(
  files: readonly (readonly string[])[],
  lines: readonly string[],
  { look, at }: { readonly look: Step['look']; readonly at: number },
): string {
  if (look === 'numbered') return lines.map((line, i) => `${i + 1}:${line}`).join('\n')
  if (look === 'written') return writtenEcho(lines)
  if (look === 'padded') {
    return lines.map((line, i) => `${String(i + 97).padStart(6)}\t${line}`).join('\n')
  }
  if (look === 'half') return lines.slice(lines.length / 4, lines.length / 2 + 8).join('\n')
  if (look === 'json') return JSON.stringify({ file: lines })
  if (look === 'rows')
    return JSON.stringify(
      lines.map((line, id) => ({ id, line })),
      null,
      2,
    )
  if (look === 'log') return log.slice(at % 2, 50 + Math.floor(at / 3) * 20).join('\n')
  return look === 'both' ? files.flat().join('\n') : lines.join('\n')
}

/** What an editor says of what it was given. */
function writtenEcho(lines: readonly string[]): string {
  return lines.map((line, i) => `${String(i + 1).padStart(6)}\t${line}`).join('\n')
}

/** An agent's session that reads much again, in OpenAI's or Anthropic's form. */
export const anySession: fc.Arbitrary<readonly Message[]> = fc
  .tuple(
    fc.array(anyFile, { minLength: 2, maxLength: 2 }),
    fc.array(anyStep, { minLength: 4, maxLength: 9 }),
    fc.boolean(),
  )
  .map(([files, steps, isAnthropic]) => {
    const turns = textsOf(files, steps).flatMap((text, at) => {
      const call = callFor(steps[at], text)
      return isAnthropic ? anthropicTurn(text, call, at) : openAiTurn(text, call, at)
    })
    return [{ role: 'user', content: 'Make it work.' }, ...turns]
  })

interface Call {
  readonly name: string
  readonly input: Readonly<Record<string, string>>
}

function callFor(
  { look, file }: Pick<Step, 'look' | 'file'> = { look: 'plain', file: 0 },
  text = '',
): Call {
  if (look === 'written') {
    const content = text.replace(/^ *\d+\t/gm, '')
    return { name: 'write_file', input: { path: `src/${file}.ts`, content } }
  }
  if (look === 'log') return { name: 'bash', input: { command: 'journalctl -u etcd' } }
  if (look === 'json' || look === 'rows') return { name: 'query', input: {} }
  return { name: 'read_file', input: { path: `src/${file}.ts` } }
}

function openAiTurn(text: string, { name, input }: Call, at: number): readonly Message[] {
  const call = { name, arguments: JSON.stringify(input) }
  return [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: `c${at}`, type: 'function', function: call }],
    },
    { role: 'tool', tool_call_id: `c${at}`, content: text },
  ]
}

function anthropicTurn(text: string, { name, input }: Call, at: number): readonly Message[] {
  const use = { type: 'tool_use', id: `t${at}`, name, input }
  return [
    { role: 'assistant', content: [use] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content: text }] },
  ]
}
