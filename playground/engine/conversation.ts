import { readRequestBody } from '../../src/engine/index.ts'
import {
  type CompressOptions,
  type CompressReport,
  expand,
  expandBody,
  type Headroom,
} from '../../src/runtime-browser/here.ts'
import type { Prepared, TextPart } from './read-source.ts'

/** One block with what stood there and what the model reads there now. */
export interface BlockTexts {
  readonly id: string
  readonly role: string
  readonly title: string
  readonly before: string
  readonly after: string
}

export interface Compressed {
  readonly blocks: readonly BlockTexts[]
  readonly report: CompressReport
  /** What a program would send on: the text itself, or the whole body as JSON. */
  readonly result: string
  /** Texts of the blocks with all packing undone, by block: worked out when asked for. */
  expanded(): Promise<ReadonlyMap<string, string>>
}

/** Compresses a body as it stands, one text as one tool result, and files as a result each. */
export async function compressed(
  headroom: Headroom,
  prepared: Prepared,
  options: CompressOptions,
): Promise<Compressed> {
  if (prepared.form === 'body') {
    const { body, report } = await headroom.compressBody(prepared.body, options)
    const expanded = async (): Promise<ReadonlyMap<string, string>> =>
      textsIn(readBlocks(await expandBody(body)))
    return { blocks: blocksOf(prepared.body, body), report, result: body, expanded }
  }
  const messages = messagesOf(prepared.parts)
  const given = await headroom.compress(messages, options)
  const blocks = messages.map((message, at) => blockOf(at, message, given.messages[at]?.content))
  const shown = blocks.filter(({ role }) => role === 'tool')
  const [only] = shown
  const isPlain = messages.length === 1 && only !== undefined
  const result = isPlain ? only.after : JSON.stringify(given.messages, undefined, 2)
  const expanded = async (): Promise<ReadonlyMap<string, string>> => {
    const messages = await expand(given.messages)
    return new Map(messages.map(({ content }, at) => [`${at}.0`, content]))
  }
  return { blocks: shown, report: given.report, result, expanded }
}

interface ToolMessage {
  readonly role: 'tool' | 'assistant'
  readonly content: string
  readonly tool_call_id?: string
  readonly tool_calls?: readonly object[]
}

/** Several files: a call and its result each, so that a file's name tells its language. */
function messagesOf(parts: readonly TextPart[]): readonly ToolMessage[] {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return [{ role: 'tool', content: only.text }]
  return parts.flatMap(({ name, text }, at): readonly ToolMessage[] => {
    const call = { name: 'cat', arguments: JSON.stringify({ path: name }) }
    return [
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: `call-${at}`, type: 'function', function: call }],
      },
      { role: 'tool', tool_call_id: `call-${at}`, content: text },
    ]
  })
}

function blockOf(at: number, { role, content }: ToolMessage, after = content): BlockTexts {
  return { id: `${at}.0`, role, title: '', before: content, after }
}

/** Both bodies read alike: only strings inside of blocks differ. */
function blocksOf(before: string, after: string): readonly BlockTexts[] {
  const changed = textsIn(readBlocks(after))
  return readBlocks(before).map(({ id, role, title, text }) => ({
    id,
    role,
    title,
    before: text,
    after: changed.get(id) ?? text,
  }))
}

function textsIn(blocks: readonly ReadBlock[]): ReadonlyMap<string, string> {
  return new Map(blocks.map(({ id, text }) => [id, text]))
}

interface ReadBlock {
  readonly id: string
  readonly role: string
  readonly title: string
  readonly text: string
}

function readBlocks(body: string): readonly ReadBlock[] {
  const read = readRequestBody(new TextEncoder().encode(body))
  const messages = read?.conversation.messages ?? []
  return messages.flatMap(({ role, blocks }) =>
    blocks.map(({ id, text, kind, origin }) => {
      const isResult = kind === 'tool-result' || kind === 'tool-call'
      const title = isResult ? (origin?.tool ?? kind) : kind
      return { id, role, title, text }
    }),
  )
}
